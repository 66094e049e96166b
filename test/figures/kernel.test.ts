import { describe, expect, it } from 'vitest'
import type { SheetRequest } from '../../src/artifacts/sheet/artifact.ts'
import type { KernelData } from '../../src/artifacts/kernel/artifact.ts'
import { cellBox, pictureSide } from '../../src/figures/kernel/cellBox.ts'
import { describe as inWords, digitsFor } from '../../src/figures/kernel/describe.ts'
import type { KernelState } from '../../src/figures/kernel/choices.ts'
import { kernelRequests } from '../../src/figures/kernel/request.ts'
import { stateFrom } from '../../src/figures/kernel/state.ts'
import { agreement, kernelTable, viewOfArtifact } from '../../src/figures/kernel/view.ts'
import { encodeGrid } from '../../src/vocabulary/grid.ts'
import { weightLayers } from '../../src/figures/weightLayers.ts'
import { lumenTable } from '../model/lumen.ts'
import { table as menagerie } from '../model/menagerie.ts'

const table = lumenTable()
const tableOf = () => table
const layers = weightLayers(table)
const layer = (name: string) => layers.find((each) => each.name === name)!

describe('<Kernel>', () => {
  it('asks for the weights, and for the pictures of the units on both sides', () => {
    const requests = kernelRequests({ to: 'conv4/39', from: 'conv1/10' }, tableOf)
    expect(requests[0]).toEqual({
      kind: 'kernel',
      model: 'lumen',
      to: 'conv4/39',
      from: 'conv1/10',
      relu: 'identity',
      maxPool: 'average',
      image: null,
      perFamily: 8,
      seed: 0,
    })
    expect(requests.slice(1).map((each) => (each as SheetRequest).units[0])).toEqual(['conv4/0', 'conv1/0'])
    const [first, ...rest] = kernelRequests({ to: 'conv4/39', from: 'input', maxPool: 'true', image: 'bus-2' }, tableOf)
    expect(first).toMatchObject({ maxPool: 'true', image: 'bus-2' })
    expect(rest).toHaveLength(1)
  })

  it.each([
    [{ from: 'conv1/2' }, 'invalid to of <Kernel>: nothing (write text, as in to="…")'],
    [{ to: 'conv4/64', from: 'conv3/1' }, 'unknown unit: conv4/64 (conv4 has units 0 to 63)'],
    [
      { to: 'pool2/1', from: 'conv1/1' },
      'no weights lead to pool2 (allowed: conv1, conv2, conv3, conv4, conv5, conv6, conv7, logits)',
    ],
    [
      { to: 'conv2/1', from: 'conv3/1' },
      'invalid from of <Kernel>: conv3/1 (conv2/1 has weights on units of conv1, input)',
    ],
    [
      { to: 'conv4/1', from: 'conv1/1', weights: 'kernel' },
      'invalid weights of <Kernel>: kernel (conv4/1 has kernels on units of conv3; write weights="expanded" for conv1/1)',
    ],
    [
      { to: 'conv4/1', from: 'conv1/1', relu: 'third' },
      'invalid relu of <Kernel>: third (allowed: identity, half, true)',
    ],
    [
      { to: 'conv4/1', from: 'conv1/1', pool: 'x' },
      'unknown prop of <Kernel>: pool (allowed: id, layout, to, from, weights, relu, maxPool, image, scale, model, seed)',
    ],
  ])('refuses %o', (props, message) => {
    expect(() => kernelRequests(props, tableOf)).toThrow(message)
  })

  const initial: KernelState = {
    to: 'conv4/39',
    from: 'conv3/29',
    weights: 'kernel',
    relu: 'identity',
    maxPool: 'average',
    image: 'orange-1',
  }
  const asked = (entries: Record<string, string>) =>
    stateFrom(new Map(Object.entries(entries)), initial, layers, ['orange-1', 'bus-2'])

  it('keeps to what there is where an address asks for more', () => {
    expect(asked({ to: 'conv9/3', relu: 'no', image: 'moon' })).toEqual(initial)
    expect(asked({ from: 'conv1/99' })).toEqual(initial)
    expect(asked({ from: 'input', image: 'bus-2' })).toEqual({
      ...initial,
      from: 'input',
      weights: 'expanded',
      image: 'bus-2',
    })
  })

  it('moves the lower unit to the layer before where the upper one does not depend on it', () => {
    expect(asked({ to: 'conv2/7', from: 'conv3/60' })).toMatchObject({ from: 'conv1/31', weights: 'kernel' })
    expect(asked({ to: 'conv1/7' })).toMatchObject({ from: 'input', weights: 'expanded' })
  })
})

describe('weightLayers', () => {
  it('names what each layer depends on, nearest first, and whose units its kernels weigh', () => {
    expect(layer('conv3').upstream).toEqual(['conv2', 'conv1', 'input'])
    expect(layers.map(({ adjacent }) => adjacent)).toEqual([
      null,
      'input',
      'conv1',
      'conv2',
      'conv3',
      'conv4',
      'conv5',
      'conv6',
      'conv7',
    ])
    const branches = weightLayers(menagerie)
    expect(branches.find(({ name }) => name === 'split')!.upstream).toEqual(['stem', 'input'])
  })
})

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
    expect(cellBox(layer('conv7'), layer('input').field, [3, 60], 64)).toEqual({ x: 60, y: 3, width: 1, height: 1 })
  })
})

describe('what the figure shows', () => {
  const grid = (...values: number[]) => encodeGrid({ height: 1, width: 2, values: Float32Array.from(values) })
  const json: KernelData = {
    window: { top: 4, bottom: 5, left: 7, right: 9 },
    expanded: [grid(0.5, -0.25)],
    strongest: [],
    gradient: { total: 8, active: 0.5, grids: [grid(0.1, 0)] },
    agreement: 0.8944,
  }
  const state: KernelState = {
    to: 'conv4/1',
    from: 'conv1/2',
    weights: 'expanded',
    relu: 'identity',
    maxPool: 'average',
    image: '',
  }

  it('agrees with the file, in numbers, words and as a table', () => {
    const view = viewOfArtifact(json)
    expect(agreement(view)).toBe(json.agreement)
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
