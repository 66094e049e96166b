/** `kill -9` at random moments: the next run goes on, and ends with the bytes of an undisturbed one. */
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openDirectory } from '../../precompute/directory.ts'
import { diskFiles } from '../../precompute/files.ts'
import { createRng } from '../../src/vocabulary/rng.ts'
import { contents, precompute, project, start, undisturbed } from './command.ts'

const KILLS = 32

it(`continues after kill -9 at ${KILLS} random moments, to the same bytes`, async () => {
  const begun = performance.now()
  const { whole } = await undisturbed('--workers 1')
  const duration = performance.now() - begun
  let kills = 0
  /** One directory after the other, each killed until a run on it gets through. */
  const torment = async (name: string) => {
    const rng = createRng(0, 'kill', name)
    let folder = project()
    while (kills < KILLS) {
      const out = join(folder, 'public/artifacts')
      const run = start(folder, '--backend wasm --workers 1')
      await Promise.race([run.end, wait(duration * rng.uniform())])
      run.child.kill('SIGKILL')
      const { code } = await run.end
      const directory = openDirectory(out, diskFiles)
      for (const row of directory.rows()) expect(directory.damage(row)).toBeUndefined()
      if (code === null) kills++
      else {
        expect(code).toBe(0)
        expect(contents(out)).toEqual(whole)
        folder = project()
      }
    }
    expect((await precompute(folder, '--workers 1')).code).toBe(0)
    expect(contents(join(folder, 'public/artifacts'))).toEqual(whole)
  }
  await Promise.all([torment('one'), torment('two')])
  expect(kills).toBeGreaterThanOrEqual(KILLS)
}, 240_000)
