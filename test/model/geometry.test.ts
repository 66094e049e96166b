import { describe, expect, it } from 'vitest'
import { centre, extents, reaches, receptiveField } from '../../src/model/geometry.ts'
import type { LayerTable } from '../../src/vocabulary/layerTable.ts'
import { lumenTable } from './lumen.ts'
import type { KnownLayer } from './knownLayer.ts'
import { layerNames, noiseImage, parameters, table } from './menagerie.ts'
import { at, slowForward, type Volume } from './slowForward.ts'

/** For each layer, per axis, which of its rows (columns) change with each row (column) of pixels. */
const influence = [0, 1].map((axis) =>
  Array.from({ length: table.input.height }, (_, line) => {
    const image = noiseImage(1)
    const poisoned = image.data.map((value, i) => {
      const pixel = Math.floor(i / image.channels)
      const [y, x] = [Math.floor(pixel / image.width), pixel % image.width]
      return (axis === 0 ? y : x) === line ? Number.NaN : value
    })
    const found = slowForward(table, parameters, { ...image, data: poisoned })
    return new Map([...found].map(([name, activations]) => [name, poisonedLines(activations, axis)]))
  }),
)

/** The rows (axis 0) or columns (axis 1) that hold a NaN. */
function poisonedLines(activations: Volume, axis: number): Set<number> {
  const lines = new Set<number>()
  for (let y = 0; y < activations.height; y++)
    for (let x = 0; x < activations.width; x++)
      for (let c = 0; c < activations.channels; c++)
        if (Number.isNaN(at(activations, y, x, c))) lines.add(axis === 0 ? y : x)
  return lines
}

/** First and last pixel along an axis that unit `index` of a layer depends on. */
function seenBy(layer: string, axis: number, index: number): [number, number] {
  const lines = influence[axis].flatMap((found, line) => (found.get(layer)!.has(index) ? [line] : []))
  return [Math.min(...lines), Math.max(...lines)]
}

describe('reaches', () => {
  const last = table.input.height - 1

  it.each(layerNames)('of %s are the pixels that each of its units depends on', (layer) => {
    const { height, width } = extents(table).get(layer)!
    for (const [axis, size] of [height, width].entries()) {
      const { first, last: end, stride } = reaches(table).get(layer)![axis]
      for (let index = 0; index < size; index++) {
        const reach = [first + stride * index, end + stride * index] as const
        const clipped = [Math.max(0, reach[0]), Math.min(last, reach[1])]
        const seen = seenBy(layer, axis, index)
        // At an edge the outermost tap inside the image may lie short of it, between two taps' reach.
        if (layer.startsWith('wide') && (reach[0] < 0 || reach[1] > last)) {
          expect(seen[0]).toBeGreaterThanOrEqual(clipped[0])
          expect(seen[1]).toBeLessThanOrEqual(clipped[1])
        } else expect(seen, `axis ${axis}, unit ${index}`).toEqual(clipped)
      }
    }
  })

  it('refuse to join branches of different strides', () => {
    const conv = { op: 'conv' as const, filters: 1, dilation: 1, groups: 1 }
    const layers: KnownLayer[] = [
      {
        ...conv,
        name: 'fine',
        inputs: ['input'],
        kernel: [17, 17],
        stride: [1, 1],
        padding: [0, 0, 0, 0],
      },
      {
        ...conv,
        name: 'coarse',
        inputs: ['input'],
        kernel: [1, 1],
        stride: [2, 2],
        padding: [0, 0, 0, 0],
      },
      { name: 'sum', op: 'add', inputs: ['fine', 'coarse'] },
    ]
    const uneven: LayerTable = { ...table, layers }
    expect(() => reaches(uneven)).toThrow('branches of strides 1 and 2 cannot be joined')
  })
})

describe('receptiveField', () => {
  it.each([
    ['conv1', 7, 2, 0],
    ['conv2', 11, 2, 0],
    ['pool2', 15, 4, 0],
    ['conv3', 23, 4, 0],
    ['conv4', 39, 4, 0],
    ['pool4', 47, 8, 0],
    ['conv5', 63, 8, 0],
    ['conv6', 79, 8, 0],
    ['pool6', 95, 16, 0],
    ['conv7', 127, 16, 0],
  ])('of %s in lumen is %i pixels wide, stride %i, unit 0 centred at pixel %i', (layer, size, stride, offset) => {
    const field = { size: [size, size], stride: [stride, stride], offset: [offset, offset] }
    expect(receptiveField(lumenTable(), layer)).toEqual(field)
    expect(receptiveField(lumenTable(), `${layer.replace('pool', 'conv')}.pre`).stride[0]).toBeLessThanOrEqual(stride)
  })

  it('of the logits is the whole image', () => {
    const field = { size: [64, 64], stride: [0, 0], offset: [31.5, 31.5] }
    expect(receptiveField(lumenTable(), 'logits')).toEqual(field)
  })

  it('follows uneven kernels and paddings along each axis', () => {
    expect(receptiveField(table, 'stem')).toEqual({ size: [5, 3], stride: [2, 2], offset: [0, 1] })
  })

  it('names the layers there are when one is unknown', () => {
    expect(() => receptiveField(table, 'konv')).toThrow('unknown layer: konv (menagerie has stem.pre,')
  })
})

describe('centre', () => {
  it.each([
    ['conv1', 16],
    ['conv4', 8],
    ['conv5', 4],
    ['conv7', 2],
    ['logits', 0],
  ])('of %s in lumen is unit %i, whose centre is pixel 32 wherever it has one', (layer, index) => {
    const lumen = lumenTable()
    expect(centre(lumen, layer)).toEqual([index, index])
    const { stride, offset } = receptiveField(lumen, layer)
    if (stride[0] > 0) expect(offset[0] + stride[0] * index).toBe(32)
  })
})

describe('extents', () => {
  const conv = {
    name: 'one',
    op: 'conv' as const,
    inputs: ['input'] as [string],
    kernel: [3, 3] as [number, number],
    filters: 4,
    stride: [1, 1] as [number, number],
    dilation: 1,
    groups: 1,
    padding: [0, 0, 0, 0] as [number, number, number, number],
  }
  const extentsOf = (...layers: KnownLayer[]) => extents({ ...table, layers })

  it('of the small network are those its slow twin computes', () => {
    const found = slowForward(table, parameters, noiseImage(1))
    for (const [name, { height, width, channels }] of extents(table))
      expect({ name, height, width, channels }).toEqual({
        name,
        height: found.get(name)!.height,
        width: found.get(name)!.width,
        channels: found.get(name)!.channels,
      })
  })

  it('refuses a window that does not fit', () => {
    expect(() => extentsOf({ ...conv, kernel: [35, 3] })).toThrow(
      'layer one: a 35×3 window does not fit its 33×33 input (padding 0, 0, 0, 0)',
    )
  })

  it('refuses padding as large as the window of what takes no zeros from it, and only there', () => {
    const pool = { ...conv, op: 'maxPool' as const, window: [3, 3] as [number, number], padding: [1, 3, 1, 1] as const }
    expect(() => extentsOf(pool as unknown as KnownLayer)).toThrow(
      'layer one: padding 1, 3, 1, 1 must be smaller than the 3×3 window',
    )
    expect(extentsOf({ ...conv, padding: [1, 3, 1, 1] }).get('one')).toMatchObject({ height: 35, width: 33 })
  })

  it('refuses groups that do not divide the channels', () => {
    expect(() => extentsOf({ ...conv, groups: 2 })).toThrow(
      'layer one: 2 groups divide neither 3 input channels nor 4 filters evenly',
    )
  })

  it('refuses to add what differs in shape', () => {
    const wider = { ...conv, name: 'two', filters: 5 }
    expect(() => extentsOf(conv, wider, { name: 'sum', op: 'add', inputs: ['one', 'two'] })).toThrow(
      'layer sum: inputs differ in shape: 31×31×4, 31×31×5',
    )
  })

  it('refuses to join what differs in size', () => {
    const smaller = { ...conv, name: 'two', stride: [2, 2] as [number, number] }
    expect(() => extentsOf(conv, smaller, { name: 'both', op: 'concat', inputs: ['one', 'two'] })).toThrow(
      'layer both: inputs differ in shape: 31×31×4, 16×16×4',
    )
  })
})
