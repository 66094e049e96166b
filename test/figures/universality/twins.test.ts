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
  otherLayer: 'conv2',
  families: [...SEARCHED],
  detector: 'curve' as const,
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
  it('finds matches that are more alike than those of shuffled and of untrained weights', () => {
    const { trained, shuffled, untrained } = json.onStimuli
    for (const chance of [shuffled, untrained]) {
      expect(trained.best).toBeGreaterThan(chance.best)
      expect(trained.explained).toBeGreaterThan(chance.explained)
      expect(trained.cka).toBeGreaterThan(chance.cka)
    }
    expect(trained.oneToOne).toBeLessThanOrEqual(trained.best + 0.05)
    const limit = Math.max(json.limits.shuffled, json.limits.untrained)
    expect(json.above).toBe(json.matches.filter(({ correlation }) => correlation > limit).length)
  })

  it('is silent about pictures of which the network knows no class', () => {
    expect(json.pictures).toBe(0)
    expect(json.onPictures).toBe(null)
    expect(json.matches.every(({ onPictures }) => onPictures === null)).toBe(true)
  })

  it('shows each network’s own largest kernels, and each unit’s fellow but once', () => {
    const [pair] = json.pairs
    const own = kernels(readModel('twin-a', TWINS), { layer: 'conv2', channel: pair!.unit, count: 3 })
    expect(pair!.kernels[0].map(({ from }) => from)).toEqual(own.map(({ from }) => `conv1/${from}`))
    expect(pair!.kernels[0][0]!.grids[0]!.max).toBeCloseTo(Math.max(...own[0]!.grids[0]!.values.map(Math.abs)), 4)
    expect(new Set(json.pairs.map(({ match }) => match)).size).toBe(json.pairs.length)
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
    const author = {
      model: 'twin-a',
      seed: 0,
      layer: 'conv2',
      otherLayer: '',
      detector: 'curve',
      units: '',
      otherUnits: '',
      unit: -1,
      ...values,
    }
    const given = { id: 'fig-a', kind: 'universality', values: author, made, also: {}, network, vocabulary }
    return render(Widget as never, { props: { given } } as never).body
  }

  it('shows pictures, curves, kernels, and what chance gives', async () => {
    const [pair] = json.pairs
    const html = await rendered(made(), { other: 'twin-b', unit: pair!.unit })
    expect(html).toContain(`data-unit="conv2/${pair!.unit}"`)
    expect(html).toContain(`data-match="conv2/${pair!.match}"`)
    // Every pair small, and one large.
    expect(html.match(/<path class="own/g)).toHaveLength(json.pairs.length + 1)
    expect(html.match(/Kernel from/g)).toHaveLength(6)
    expect(html).toContain(json.matches.find(({ unit }) => unit === pair!.unit)!.correlation.toFixed(2))
    expect(html).toContain('shuffled or never trained')
    expect(html).not.toContain('pictures of things')
  })

  it('says so where no unit responds', async () => {
    const silent = { ...json, matches: [], pairs: [], above: 0 }
    const html = await rendered({ ...made(), matches: { data: silent } }, { other: 'twin-b' })
    expect(html).toContain(`No unit of twin-a responds to any of ${json.stimuli} stimuli.`)
    expect(html).not.toContain('NaN')
  })
})

describe('a text that quotes it', () => {
  const publicDir = mkdtempSync(join(tmpdir(), 'twins-'))
  cpSync(TWINS, join(publicDir, 'models'), { recursive: true })
  mkdirSync(join(publicDir, 'artifacts'))
  const value = (attributes: string) => {
    const article = `<Universality id="fig-u" model="twin-a" layer="conv2" ${attributes} number={1} />\n\n<Value of="fig-u" at="onStimuli.trained.best" />`
    const { tree } = runRemark(article, remarkValues({ publicDir }))
    return propsOf(tree, 'Value')[0]!.text
  }
  const write = (rows: unknown[]) =>
    writeFileSync(join(publicDir, 'artifacts/manifest.json'), JSON.stringify({ version: 4, rows }))

  it('finds what was computed of both networks', () => {
    write([])
    expect(() => value('other="twin-b"')).toThrow(
      /missing artifact: universality of conv2 beside conv2 of twin-b \(twin-a\) \(wanted by <Value of="fig-u">\)/,
    )
    const bytes = new TextEncoder().encode(JSON.stringify(json))
    const { row, contents } = sealedRow({ request, table: readLayerTable('twin-a', TWINS), files: { data: { bytes } } })
    for (const [name, content] of Object.entries(contents)) writeFileSync(join(publicDir, 'artifacts', name), content)
    write([row])
    expect(value('other="twin-b"')).toBe(String(json.onStimuli.trained.best))
  })

  it('is told of a network that there is not, and of one that is missing', () => {
    expect(() => value('other="nobody"')).toThrow('nobody')
    expect(() => value('')).toThrow('invalid other of <Universality>: nothing')
  })
})
