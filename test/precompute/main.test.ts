/** The command as a person runs it: what it writes, says and ends with. */
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { contents, precompute, project, start, undisturbed, type Ended } from './command.ts'

/** What an undisturbed run leaves. */
let whole: Record<string, string>
let wholeRun: Ended

beforeAll(async () => {
  ;({ ended: wholeRun, whole } = await undisturbed())
  const manifest = Buffer.from(whole['manifest.json'], 'base64').toString()
  rows = (JSON.parse(manifest) as { rows: Row[] }).rows
})

interface Row {
  request: { kind: string; unit?: string; units?: string[] }
  files: Record<string, { name: string; tiles: { width: number; height: number; columns: number; rows: number } }>
  scores: { unit: string; score: number }[]
  backend: string
}
let rows: Row[]

const onlyFile = (row: Row) => Object.values(row.files)[0]
const fileOf = (row: Row) => Buffer.from(whole[onlyFile(row).name], 'base64')

describe('npm run precompute', () => {
  it('writes pictures of the size the unit sees, and sheets of them', async () => {
    expect(wholeRun.code).toBe(0)
    expect(Object.keys(whole)).toHaveLength(11)
    const picture = rows.find(({ request }) => request.unit === 'stem/3')!
    const { width, height, format } = await sharp(fileOf(picture)).metadata()
    expect([width, height, format]).toEqual([3, 5, 'webp'])
    expect(picture).toMatchObject({
      backend: 'wasm',
      files: { picture: { tiles: { width: 3, height: 5, columns: 1 } } },
    })
    const sheet = rows.find(({ request }) => request.units?.length === 6)!
    expect(sheet.scores.map(({ unit }) => unit)).toEqual(sheet.request.units)
    // Enlarged, so that a tile shown 76 pixels high is not blurred by the browser.
    expect(onlyFile(sheet).tiles).toEqual({ width: 48, height: 80, columns: 3, rows: 2 })
  })

  it('sets a sheet together from its pictures, row by row', async () => {
    const sheet = rows.find(({ request }) => request.units?.length === 6)!
    const { width, height, columns } = onlyFile(sheet).tiles
    for (const [i, unit] of sheet.request.units!.entries()) {
      const left = (i % columns) * width
      const top = Math.floor(i / columns) * height
      const tile = await sharp(fileOf(sheet)).extract({ left, top, width, height }).raw().toBuffer()
      const picture = fileOf(rows.find(({ request }) => request.unit === unit)!)
      const enlarged = sharp(picture).resize(width, height, { fit: 'fill', kernel: 'cubic' })
      const expected = await enlarged.raw().toBuffer()
      const difference = tile.reduce((sum, byte, k) => sum + Math.abs(byte - expected[k]), 0)
      // WebP at quality 90.
      expect(difference / tile.length, unit).toBeLessThan(6)
    }
  })

  it('prints one object on standard output with --json, and progress on standard error', () => {
    const summary = JSON.parse(wholeRun.stdout) as Record<string, unknown>
    expect(summary).toMatchObject({ exitCode: 0, backend: 'wasm', adapter: null, workers: 1 })
    expect(summary.rendered).toHaveLength(10)
    expect(summary.peakMemory).toBeLessThan(1e9)
    expect(wholeRun.stderr).toContain('10 to render on wasm with 1 worker')
    expect(wholeRun.stderr).toMatch(/10 rendered \(\d KB\), 0 were up to date, in \d+ s/)
    expect(wholeRun.stderr).not.toContain('Node.js')
  })

  it('gives the same bytes whatever the workers, and whatever else is in a unit’s batch', async () => {
    const folder = project()
    await precompute(folder, '--unit wide/2 --unit stem/5 --unit stem/1 --model menagerie')
    await precompute(folder, '--workers 2')
    expect(contents(join(folder, 'public/artifacts'))).toEqual(whole)
  })

  it('checks with --build where CI=true', async () => {
    const folder = project()
    const { code, stdout } = await precompute(folder, '--build', { CI: 'true' })
    expect(code).toBe(1)
    expect(stdout).toContain('missing: picture of stem/0 (menagerie, seed 0) (wanted by content/circles/index.mdx:2)')
    expect(stdout).toContain('10 of 10 artifacts to be rendered. Run: npm run precompute\n')
  })

  it.each([
    ['--frce', 2, 'unknown flag: --frce\nDid you mean --force?'],
    ['--unit conv9/3', 2, 'unknown default model: lumen (public/models holds menagerie'],
    ['--out content/circles/index.mdx', 4, 'A file stands where a directory is needed: move it'],
  ])('ends %s with exit code %i', async (line, exitCode, message) => {
    const { code, stderr } = await precompute(project(), line)
    expect([code, stderr]).toEqual([exitCode, expect.stringContaining(message)])
  })

  it('refuses a second run on the same directory', async () => {
    const folder = project()
    const first = start(folder, '--backend wasm --workers 1')
    await first.until('to render')
    const second = await precompute(folder, '')
    expect([second.code, second.stderr]).toEqual([
      4,
      expect.stringMatching(
        /^process \d+ on .* is rendering into this directory \(public\/artifacts\/\.lock\)\nWait for it, or give --out DIR\./,
      ),
    ])
    expect((await first.end).code).toBe(0)
    expect(contents(join(folder, 'public/artifacts'))).toEqual(whole)
  })

  it('stops at Ctrl-C with what is finished, and goes on from there', async () => {
    const folder = project()
    const run = start(folder, '--backend wasm --workers 1')
    await run.until('to render')
    run.child.kill('SIGINT')
    const { code, stdout, stderr } = await run.end
    expect(code).toBe(130)
    expect(stderr).toContain('Finishing what is in flight. Once more to leave at once.')
    expect(stdout).toMatch(
      /not rendered, since the run was stopped; what is finished is kept\. To go on: npm run precompute\n/,
    )
    const rest = JSON.parse((await precompute(folder, '--json')).stdout) as { present: number }
    expect(rest.present).toBeGreaterThan(0)
    expect(contents(join(folder, 'public/artifacts'))).toEqual(whole)
  })
})
