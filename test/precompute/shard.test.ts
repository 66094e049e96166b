import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadKind } from '../../precompute/kinds.ts'
import type { Item } from '../../precompute/plan.ts'
import { shardOf } from '../../precompute/shard.ts'
import { contents, precompute, project, undisturbed } from './command.ts'

const kinds = { picture: await loadKind('picture'), sheet: await loadKind('sheet') }

const item = (unit: string, flop: number): Item => ({
  request: { kind: 'picture', model: 'lumen', unit, seed: 0 },
  wantedBy: [],
  id: unit,
  weights: '',
  network: '',
  version: '',
  dependencies: [],
  state: 'missing',
  flop,
})

const LAYERS: [string, number, number][] = [
  ['conv7', 40, 3e10],
  ['conv4', 64, 3e9],
  ['conv1', 32, 1e7],
]
const PLAN = LAYERS.flatMap(([layer, count, flop]) =>
  Array.from({ length: count }, (_, channel) => item(`${layer}/${channel}`, flop)),
)

describe('shardOf', () => {
  const parts = Array.from({ length: 5 }, (_, i) => shardOf(PLAN, { index: i + 1, of: 5 }, kinds))

  it('puts every item into exactly one part', () => {
    expect(parts.flatMap((part) => part.map(({ id }) => id)).sort()).toEqual(PLAN.map(({ id }) => id).sort())
  })

  it('balances the parts to within one batch', () => {
    const loads = parts.map((part) => part.reduce((sum, { flop }) => sum + flop, 0))
    expect(Math.max(...loads) - Math.min(...loads)).toBeLessThan(2.4e11)
    expect(Math.max(...loads)).toBeLessThan((1.3 * loads.reduce((a, b) => a + b)) / 5)
  })

  it('gives the same part whatever is there already', () => {
    const half = PLAN.map((each, i): Item => (i % 2 ? { ...each, state: 'present' } : each))
    const ids = (items: Item[]) => items.map(({ id }) => id)
    expect(ids(shardOf(half, { index: 2, of: 5 }, kinds))).toEqual(ids(parts[1]))
  })

  it('gives one part everything that is computed, and leaves out what is assembled', () => {
    const sheet: Item = {
      ...item('', 0),
      request: { kind: 'sheet', model: 'lumen', units: ['conv1/0'], seed: 0 },
    }
    expect(shardOf([...PLAN, sheet], { index: 1, of: 1 }, kinds)).toEqual(PLAN)
  })
})

describe('--shard and --merge', () => {
  let whole: Record<string, string>
  /** A project whose eight pictures lie in three parts; a fourth is empty. */
  let folder: string
  beforeAll(async () => {
    ;({ whole } = await undisturbed('--workers 1'))
    folder = project()
    const ends = []
    for (const part of [1, 2, 3, 4])
      ends.push(await precompute(folder, `--shard ${part}/4 --out parts/${part} --workers 1`))
    expect(ends.map(({ code }) => code)).toEqual([0, 0, 0, 0])
  })

  const copy = () => {
    const other = project()
    cpSync(join(folder, 'parts'), join(other, 'parts'), { recursive: true })
    return other
  }
  const everyPart = '--merge parts/1 parts/2 parts/3 parts/4'

  it('give the bytes of a single run, and then have nothing more to do', async () => {
    const { code, stdout } = await precompute(folder, everyPart)
    expect(stdout).toContain('8 artifacts taken from 4 parts, 2 assembled of them, 0 were there')
    expect(code).toBe(0)
    expect(contents(join(folder, 'public/artifacts'))).toEqual(whole)
    expect((await precompute(folder, everyPart)).stdout).toContain(
      '0 artifacts taken from 4 parts, 0 assembled of them, 10 were there',
    )
  })

  it('take nothing that is not as it was recorded, and name what is still to be rendered', async () => {
    const spoilt = copy()
    const manifest = JSON.parse(readFileSync(join(spoilt, 'parts/1/manifest.json'), 'utf8')) as {
      rows: { files: Record<string, { name: string }> }[]
    }
    const path = join(spoilt, 'parts/1', Object.values(manifest.rows[0].files)[0].name)
    const bytes = readFileSync(path)
    bytes[bytes.length - 3] ^= 1
    writeFileSync(path, bytes)
    const { code, stdout } = await precompute(spoilt, everyPart)
    expect(stdout).toMatch(
      /^left out: picture of \S+ \(menagerie, seed 0\) of parts\/1: \S+ has changed since it was written$/m,
    )
    expect(stdout).toMatch(/^missing: picture of/m)
    expect(stdout).toContain('still to be rendered. Run: npm run precompute\n')
    expect(code).toBe(1)
    expect((await precompute(spoilt, '--workers 1')).code).toBe(0)
    expect(contents(join(spoilt, 'public/artifacts'))).toEqual(whole)
  })

  it('say which part is no part', async () => {
    mkdirSync(join(folder, 'nothing'), { recursive: true })
    const { code, stderr } = await precompute(folder, '--merge parts/1 nothing')
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining(
        'no part: nothing holds no manifest.json\nRender it first, as in: npm run precompute -- --shard 3/16 --out parts/3',
      ),
    ])
  })
})
