import { describe, expect, it } from 'vitest'
import { halve, makeBatches, resize } from '../../precompute/batches.ts'
import type { Item } from '../../precompute/plan.ts'

const item = (unit: string, flop: number, seed = 0): Item => ({
  request: { kind: 'picture', model: 'lumen', unit, seed },
  wantedBy: [],
  id: '',
  weights: '',
  network: '',
  version: '',
  dependencies: [],
  state: 'missing',
  flop,
  batching: 'padded',
})
const units = (channels: number[], layer: string, flop: number) =>
  channels.map((channel) => item(`${layer}/${channel}`, flop))

const shape = (items: Item[], backend: 'webgpu' | 'wasm' | 'cpu') =>
  makeBatches(items, backend).map(({ items, size }) => [items.map(({ request }) => request.unit).join(' '), size])

describe('makeBatches', () => {
  it('joins units of one layer and seed in the order of their channels, the largest batch first', () => {
    const items = [...units([10, 2], 'conv1', 1e6), item('conv1/3', 1e6, 1), ...units([4], 'conv7', 4e10)]
    expect(shape(items, 'wasm')).toEqual([
      ['conv7/4', 1],
      ['conv1/2 conv1/10', 2],
      ['conv1/3', 1],
    ])
  })

  it('gives a core some ten seconds of work at once', () => {
    expect(shape(units([0, 1, 2, 3, 4], 'conv7', 1e11), 'wasm').map(([, size]) => size)).toEqual([2, 2, 1])
    const many = Array.from({ length: 40 }, (_, i) => i)
    expect(shape(units(many, 'conv1', 1e6), 'wasm').map(([, size]) => size)).toEqual([16, 16, 8])
    expect(shape(units([0, 1], 'conv7', 4e10), 'cpu').map(([, size]) => size)).toEqual([1, 1])
  })

  it('fills up every batch on a GPU, so that its size does not depend on what is missing', () => {
    expect(shape(units([3], 'conv4', 1e10), 'webgpu')).toEqual([['conv4/3', 32]])
  })
})

describe('halve', () => {
  it('splits until one unit is left', () => {
    const [batch] = makeBatches(units([0, 1, 2], 'conv4', 1), 'wasm')
    expect(halve(batch).map(({ items }) => items.length)).toEqual([2, 1])
    expect(halve(halve(batch)[1])).toEqual([])
  })
})

describe('resize', () => {
  it('gives parts that are each computed as so many pictures', () => {
    const [batch] = makeBatches(units([0, 1, 2, 3, 4], 'conv4', 1), 'webgpu')
    expect(resize(batch, 2).map(({ items, size }) => [items.length, size])).toEqual([
      [2, 2],
      [2, 2],
      [1, 2],
    ])
    expect(resize(batch, 16).map(({ items, size }) => [items.length, size])).toEqual([[5, 16]])
    expect(resize(batch, 32)).toEqual([batch])
  })
})
