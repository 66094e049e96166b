import { describe, expect, it } from 'vitest'
import type { KernelData } from '../../../src/artifacts/kernel/artifact.ts'
import { cellBox } from '../../../src/figures/kernel/cellBox.ts'
import { describe as inWords, digitsFor } from '../../../src/figures/kernel/describe.ts'
import { agreement, kernelTable, viewOf, type Asked } from '../../../src/figures/kernel/view.ts'
import { encodeGrid } from '../../../src/vocabulary/grid.ts'
import { layerOf, pictureSide, type NetworkLayer } from '../../../src/vocabulary/network.ts'
import { surroundings } from '../surroundings.ts'

const { network } = surroundings()
function layer(name: string): NetworkLayer {
  const found = layerOf(network, name)
  if (found) return found
  throw new Error(`no layer ${name}`)
}

describe('cellBox', () => {
  it('of the centre cell of the next layer is its receptive field in the middle of the picture', () => {
    const to = layer('conv4')
    const from = layer('conv3')
    const side = pictureSide(to, 64)
    expect(side).toBe(to.field.size[0])
    const centre = cellBox(to, from.field, [8, 8], 64)
    expect(centre).toEqual({
      x: (side - from.field.size[1]) / 2,
      y: (side - from.field.size[0]) / 2,
      width: from.field.size[1],
      height: from.field.size[0],
    })
    // One row of conv3 is four pixels.
    expect(cellBox(to, from.field, [7, 10], 64)).toMatchObject({ x: centre.x + 8, y: centre.y - 4 })
  })

  it('of a pixel is that pixel of the image where the unit sees all of it', () => {
    const pixel = {
      size: [1, 1] as [number, number],
      stride: [1, 1] as [number, number],
      offset: [0, 0] as [number, number],
    }
    expect(cellBox(layer('conv7'), pixel, [3, 60], 64)).toEqual({ x: 60, y: 3, width: 1, height: 1 })
  })
})

describe('what the figure shows', () => {
  const grid = (...values: number[]) => encodeGrid({ height: 1, width: 2, values: Float32Array.from(values) })
  const data: KernelData = {
    window: { top: 4, bottom: 5, left: 7, right: 9 },
    expanded: [grid(0.5, -0.25)],
    strongest: [],
    gradient: { total: 8, active: 0.5, grids: [grid(0.1, 0)] },
    agreement: 0.8944,
  }
  const state: Asked = { to: 'conv4/1', from: 'conv1/2', weights: 'expanded' }

  it('agrees with the file, in numbers, words and as a table', () => {
    const view = viewOf(data)
    expect(agreement(view)).toBe(data.agreement)
    // Without the file's own number, that of its grids, whose levels are a 31st of the largest apart.
    const { agreement: _, ...rest } = view
    expect(agreement(rest)).toBeCloseTo(0.9, 2)
    expect(inWords(view, state)).toBe(
      'Expanded weights of conv4/1 on conv1/2, 1 by 2, from −0.242 to +0.500. Cosine with the mean true gradient: 0.89.',
    )
    const { columns, rows } = kernelTable(view, state)
    expect(columns).toEqual(['row', 'column', 'weight', 'mean gradient'])
    expect(rows).toEqual([
      [4, 7, 0.5, 0.1],
      [4, 8, -0.24194, 0],
    ])
  })

  it('gives small weights enough digits', () => {
    expect([2, 0.5, 0.05, 0.0004, 0].map(digitsFor)).toEqual([2, 3, 4, 6, 2])
  })
})
