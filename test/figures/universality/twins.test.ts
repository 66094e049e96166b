/** Two networks trained apart: what is computed of them, the figure that shows it, and a text that quotes it. */
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import * as tf from '@tensorflow/tfjs'
import { createServer, type ViteDevServer } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readLayerTable, readModel } from '../../../precompute/readModel.ts'
import { digestOf } from '../../../precompute/digestOf.ts'
import { createReaders } from '../../../precompute/readers.ts'
import { remarkValues } from '../../../src/article/markdown/remarkValues.ts'
import artifact, { type UniversalityData } from '../../../src/artifacts/universality/artifact.ts'
import { compute } from '../../../src/artifacts/universality/compute.ts'
import { kernels } from '../../../src/circuits/kernels/kernels.ts'
import { SEARCHED } from '../../../src/vocabulary/seededStimuli.ts'
import { sealedRow } from '../../artifacts/sealedRow.ts'
import '../../backends.ts'
import { propsOf, runRemark } from '../../markdown/markdown.ts'
import { surroundings } from '../surroundings.ts'

const TWINS = 'test/fixtures/twins'
const request = {
  kind: 'universality' as const,
  model: 'twin-a',
  other: 'twin-b',
  layer: 'conv2',
  families: [...SEARCHED],
  family: 'line',
  over: 'angle',
}

let server: ViteDevServer
let json: UniversalityData
beforeAll(async () => {
  await tf.setBackend('wasm')
  const readers = createReaders({ models: TWINS, folders: {} })
  const [computed] = await compute(readModel('twin-a', TWINS), [request], () => {}, readers)
  json = computed!
  server = await createServer({
    configFile: false,
    plugins: [svelte()],
    server: { middlewareMode: true },
    appType: 'custom',
    logLevel: 'error',
  })
}, 240_000)
afterAll(() => server?.close())

describe('the artifact of two networks trained apart', () => {
  it('finds matches that are more alike than those of shuffled weights', () => {
    expect(json.mean).toBeGreaterThan(json.chance.mean)
    expect(json.chance.permuted).toBeLessThan(json.chance.limit)
    expect(json.oneToOne).toBeLessThanOrEqual(json.mean + 0.05)
    expect(json.above).toBe(json.matches.filter(({ correlation }) => correlation > json.chance.limit).length)
  })

  it('shows each network’s own largest kernels', () => {
    const [pair] = json.pairs
    const own = kernels(readModel('twin-a', TWINS), { layer: 'conv2', channel: pair!.unit, count: 3 })
    expect(pair!.weights.map(({ from }) => from)).toEqual(own.map(({ from }) => `conv1/${from}`))
    expect(pair!.weights[0]!.kernels[0].max).toBeCloseTo(Math.max(...own[0]!.grids[0]!.values.map(Math.abs)), 4)
  })

  it('depends on the weights of the other network', () => {
    const digests = (other: string) => artifact.reads!({ ...request, other }).map((reading) => digestOf(reading, TWINS))
    expect(digests('twin-b')).not.toEqual(digests('twin-a'))
  })
})

describe('the figure', () => {
  const sheet = { src: '/a.webp', width: 10, height: 10, columns: 4, rows: 4 }
  const pictures = { data: undefined, files: { sheet }, scores: [] }
  const made = () => ({ matches: { data: json, files: {}, scores: [] }, own: pictures, other: pictures })

  async function rendered(made: object, values: object): Promise<string> {
    const { render } = (await server.ssrLoadModule('svelte/server')) as typeof import('svelte/server')
    const { default: Widget } = await server.ssrLoadModule('/src/figures/universality/Widget.svelte')
    const { network, vocabulary } = surroundings({ model: 'twin-a', models: ['twin-a', 'twin-b'] })
    const author = { model: 'twin-a', seed: 0, layer: 'conv2', unit: -1, family: 'line', over: 'angle', ...values }
    const given = { id: 'fig-a', kind: 'universality', values: author, made, also: {}, network, vocabulary }
    return render(Widget as never, { props: { given } } as never).body
  }

  it('appears with a second network: pictures, curves, weights, and what chance gives', async () => {
    const html = await rendered(made(), { other: 'twin-b', unit: json.pairs[0]!.unit })
    expect(html).toContain(`data-unit="twin-a conv2/${json.pairs[0]!.unit}"`)
    expect(html).toContain(`data-unit="twin-b conv2/${json.pairs[0]!.match}"`)
    expect(html.match(/<path class="(own|other)/g)).toHaveLength(2)
    expect(html.match(/Kernel from/g)).toHaveLength(6)
    expect(html).toContain(json.matches[0]!.correlation.toFixed(2))
    expect(html).toContain('copies of twin-b with shuffled weights')
  })

  it('says so where no unit responds, and where a unit is none of the pairs', async () => {
    const silent = { ...json, matches: [], pairs: [], above: 0, mean: 0, oneToOne: 0 }
    const html = await rendered({ ...made(), matches: { data: silent } }, { other: 'twin-b' })
    expect(html).toContain(`No unit of twin-a responds to any of ${json.stimuli} stimuli.`)
    expect(html).not.toContain('NaN')
    const left = Array.from({ length: 16 }, (_, i) => i).find((unit) => !json.pairs.some((pair) => pair.unit === unit))!
    expect(await rendered(made(), { other: 'twin-b', unit: left })).toContain(
      `conv2/${left} is none of the 12 most alike pairs`,
    )
  })

  it('says what it needs where no other network is named', async () => {
    const html = await rendered({}, { other: '' })
    expect(html).toContain('This figure needs a second network, trained apart from twin-a.')
    expect(html).toContain('npm run add-model -- table.json weights.safetensors')
  })
})

describe('a text that quotes it', () => {
  const publicDir = mkdtempSync(join(tmpdir(), 'twins-'))
  cpSync(TWINS, join(publicDir, 'models'), { recursive: true })
  mkdirSync(join(publicDir, 'artifacts'))
  const value = (attributes: string) => {
    const article = `<Universality id="fig-u" model="twin-a" layer="conv2" ${attributes} number={1} />\n\n<Value of="fig-u" at="mean" />`
    const { tree } = runRemark(article, remarkValues({ publicDir }))
    return propsOf(tree, 'Value')[0]!.text
  }
  const write = (rows: unknown[]) =>
    writeFileSync(join(publicDir, 'artifacts/manifest.json'), JSON.stringify({ version: 4, rows }))

  it('finds what was computed of both networks', () => {
    write([])
    expect(() => value('other="twin-b"')).toThrow(
      /missing artifact: universality of conv2 beside that of twin-b \(twin-a\) \(wanted by <Value of="fig-u">\)/,
    )
    const bytes = new TextEncoder().encode(JSON.stringify(json))
    const { row, contents } = sealedRow({ request, table: readLayerTable('twin-a', TWINS), files: { data: { bytes } } })
    for (const [name, content] of Object.entries(contents)) writeFileSync(join(publicDir, 'artifacts', name), content)
    write([row])
    expect(value('other="twin-b"')).toBe(String(json.mean))
  })

  it('is told that there is nothing where no other network is named, whatever the site has', () => {
    expect(() => value('')).toThrow('<Universality id="fig-u"> shows nothing that is computed')
    expect(() => value('other="nobody"')).toThrow('nobody')
  })
})
