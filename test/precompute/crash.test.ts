/** A run that ends anywhere leaves a directory that the next run completes to the same bytes. */
import { describe, expect, it } from 'vitest'
import { openDirectory } from '../../precompute/directory.ts'
import { createBench } from './bench.ts'
import { Crash, type MemoryFiles } from './memoryFiles.ts'

/** Whether everything the manifest names is there, unharmed. */
function expectSound(files: MemoryFiles): void {
  const directory = openDirectory('out', files)
  for (const row of directory.rows()) expect(directory.damage(row)).toBeUndefined()
}

const old = { versionOf: () => ({ hash: 'old', dependencies: [] }) }

/** What a run leaves that nothing disturbs; first an older version was rendered when `stale`. */
async function undisturbed(bench: ReturnType<typeof createBench>, stale: boolean) {
  if (stale) await bench.run('', old)
  const before = bench.files.count()
  await bench.run()
  return { contents: bench.files.contents(), effects: bench.files.count() - before }
}

describe.each(['process', 'power'] as const)('a loss of %s after each effect in turn', (loss) => {
  it.each([
    ['an empty directory', false],
    ['a directory of an older version', true],
  ])('is made good by the next run, from %s', async (_, stale) => {
    const content = createBench().effects.content
    const whole = await undisturbed(createBench({ content }), stale)
    expect(whole.effects).toBeGreaterThan(50)
    for (let n = 1; n <= whole.effects; n++) {
      const bench = createBench({ content })
      if (stale) await bench.run('', old)
      bench.files.crashAfter(n)
      await expect(bench.run()).rejects.toThrow(Crash)
      bench.files.restart(loss)
      expectSound(bench.files)
      const summary = await bench.run()
      expect(summary.exitCode).toBe(0)
      expect(bench.files.contents()).toEqual(whole.contents)
    }
  })
})

describe('prune', () => {
  it('may end after each effect, too', async () => {
    const bench = () => createBench({ content })
    const content = createBench().effects.content
    const fresh = bench()
    await fresh.run()
    const start = async () => {
      const each = bench()
      await each.run('', old)
      await each.run()
      return each
    }
    const whole = await start()
    const before = whole.files.count()
    await whole.run('--prune')
    expect(whole.files.contents()).toEqual(fresh.files.contents())
    for (let n = 1; n <= whole.files.count() - before; n++) {
      const each = await start()
      each.files.crashAfter(n)
      await expect(each.run('--prune')).rejects.toThrow(Crash)
      each.files.restart('process')
      expectSound(each.files)
      await each.run('--prune')
      expect(each.files.contents()).toEqual(fresh.files.contents())
    }
  })
})
