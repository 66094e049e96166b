import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { SheetRequest } from '../../src/artifacts/sheet/artifact.ts'
import { kernels } from '../../src/circuits/kernels/kernels.ts'
import { convolutions } from '../../src/figures/convolutions.ts'
import { bitmap, kernelColours } from '../../src/widgets/bitmap.ts'
import { filtersRequests } from '../../src/figures/filters/request.ts'
import { stateFrom } from '../../src/figures/filters/state.ts'
import '../backends.ts'
import { lumenTable } from '../model/lumen.ts'
import { createMenagerie, parameters } from '../model/menagerie.ts'

const table = lumenTable()
const tableOf = () => table

beforeAll(async () => {
  await tf.setBackend('cpu')
})

describe('<Filters>', () => {
  it('asks for kernels, and for the pictures of the units on both sides', () => {
    const requests = filtersRequests({ unit: 'conv4/39', count: 12 }, tableOf)
    expect(requests[0]).toEqual({ kind: 'filters', model: 'lumen', layer: 'conv4', channel: 39, count: 12 })
    expect(requests.slice(1).map((request) => (request as SheetRequest).units.length)).toEqual([64, 64])
    expect(filtersRequests({ layer: 'conv1' }, tableOf)).toHaveLength(2)
  })

  it.each([
    [{}, '<Filters> takes either layer="conv1" or unit="conv4/39"'],
    [{ layer: 'conv1', unit: 'conv1/2' }, '<Filters> takes either layer="conv1" or unit="conv4/39"'],
    [
      { layer: 'logits' },
      'no kernels: logits is no convolution (allowed: conv1, conv2, conv3, conv4, conv5, conv6, conv7)',
    ],
    [{ unit: 'conv4/64' }, 'unknown unit: conv4/64 (conv4 has units 0 to 63)'],
  ])('refuses %o', (props, message) => {
    expect(() => filtersRequests(props, tableOf)).toThrow(message)
  })

  it('keeps to what there is where an address asks for more', () => {
    const initial = { layer: 'conv4', channel: 39 }
    const asked = (...entries: [string, string][]) => stateFrom(new Map(entries), initial, convolutions(table))
    expect(asked(['layer', 'conv1'])).toEqual({ layer: 'conv1', channel: -1 })
    expect(asked(['channel', '-1'])).toEqual({ layer: 'conv4', channel: -1 })
    expect(asked(['layer', 'conv1'], ['channel', '32'])).toEqual({ layer: 'conv1', channel: -1 })
    expect(asked(['layer', 'pool2'], ['channel', 'x'])).toEqual(initial)
  })
})

describe('kernels', () => {
  it('fall in size, and are those of the file', () => {
    const model = createMenagerie()
    const found = kernels(model, { layer: 'sparse', channel: null, count: 1000 })
    // Two groups: each of 10 filters reads 4 of 8 channels.
    expect(found).toHaveLength(40)
    const norms = found.map(({ norm }) => norm)
    expect(norms).toEqual([...norms].sort((a, b) => b - a))
    const { data } = parameters.get('sparse/kernel')!
    for (const { to, from, grids } of found) {
      expect(Math.floor(from! / 4)).toBe(Math.floor(to / 5))
      expect([...grids[0]!.values]).toEqual(
        Array.from({ length: 9 }, (_, tap) => data[(tap * 4 + (from! % 4)) * 10 + to]),
      )
    }
    model.dispose()
  })

  it('of the first layer hold all colours, of one unit lead to it alone', () => {
    const model = createMenagerie()
    const first = kernels(model, { layer: 'stem', channel: null, count: 3 })
    expect(first.map(({ from, grids }) => [from, grids.length])).toEqual([
      [null, 3],
      [null, 3],
      [null, 3],
    ])
    const [{ norm, grids }] = first as [(typeof first)[number]]
    const squares = grids.flatMap(({ values }) => [...values]).reduce((sum, w) => sum + w * w, 0)
    expect(norm).toBeCloseTo(Math.sqrt(squares), 6)
    const one = kernels(model, { layer: 'wide', channel: 2, count: 99 })
    expect(new Set(one.map(({ to }) => to))).toEqual(new Set([2]))
    expect(() => kernels(model, { layer: 'peak', channel: null, count: 1 })).toThrow(
      /^no kernels: peak is no convolution/,
    )
    model.dispose()
  })
})

describe('a kernel’s picture', () => {
  it('is a bitmap that says its pixels', () => {
    const grids = [
      [0, 1],
      [-1, 0],
      [0.5, 0],
    ].map((values) => ({ height: 1, width: 2, values: Float32Array.from(values) }))
    const rgb = kernelColours(grids, 1)
    expect([...rgb]).toEqual([128, 0, 191, 255, 128, 128])
    const bytes = Buffer.from(bitmap(rgb, 1, 2).split(',')[1]!, 'base64')
    expect(bytes.subarray(0, 2).toString()).toBe('BM')
    expect(bytes.readInt32LE(18)).toBe(2)
    // Blue, green, red.
    expect([...bytes.subarray(54, 60)]).toEqual([191, 0, 128, 128, 128, 255])
    expect(bytes.length).toBe(54 + 8)
  })
})
