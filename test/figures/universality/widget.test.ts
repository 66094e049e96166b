import * as tf from '@tensorflow/tfjs'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { createServer, type ViteDevServer } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createReaders, digestOf } from '../../precompute/readers.ts'
import { readModel } from '../../precompute/readModel.ts'
import artifact, { type UniversalityData } from '../../src/artifacts/universality/artifact.ts'
import { compute } from '../../src/artifacts/universality/compute.ts'
import { kernels } from '../../src/circuits/kernels/kernels.ts'
import '../backends.ts'

const TWINS = 'test/fixtures/twins'
const request = {
  kind: 'universality',
  model: 'twin-a',
  other: 'twin-b',
  layer: 'conv2',
  family: 'line',
  over: 'angle',
} as const

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

async function rendered(component: string, props: Record<string, unknown>): Promise<string> {
  const { render } = (await server.ssrLoadModule('svelte/server')) as typeof import('svelte/server')
  const { default: Component } = await server.ssrLoadModule(`/src/figures/universality/${component}`)
  return render(Component as never, { props } as never).body
}

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
  it('appears with a second network: pictures, curves, weights, and what chance gives', async () => {
    const sheet = { src: '/a.webp', width: 10, height: 10, columns: 4, rows: 4 }
    const html = await rendered('Universality.svelte', {
      id: 'fig-a',
      models: [
        { id: 'twin-a', address: '/a' },
        { id: 'twin-b', address: '/b' },
      ],
      layer: 'conv2',
      initial: { unit: json.pairs[0]!.unit, family: 'line', over: 'angle' },
      json,
      sheets: [sheet, sheet],
    })
    expect(html).toContain(`data-unit="twin-a conv2/${json.pairs[0]!.unit}"`)
    expect(html).toContain(`data-unit="twin-b conv2/${json.pairs[0]!.match}"`)
    expect(html.match(/<path class="(own|other)/g)).toHaveLength(2)
    expect(html.match(/Kernel from/g)).toHaveLength(6)
    expect(html).toContain(json.matches[0]!.correlation.toFixed(2))
    expect(html).toContain('copies of twin-b with shuffled weights')
  })

  it('says what it needs while there is one network', async () => {
    const html = await rendered('SecondNetwork.svelte', { model: 'lumen', layer: 'conv4' })
    expect(html).toContain('This figure needs a second network, trained apart from lumen.')
    expect(html).toContain('npm run add-model -- table.json weights.safetensors')
  })
})
