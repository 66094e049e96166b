import * as tf from '@tensorflow/tfjs'
import { beforeAll, expect, it } from 'vitest'
import { readModel } from '../../../precompute/readModel.ts'
import { zeroLevel } from '../../../src/attribution/attribute.ts'
import type { Model } from '../../../src/model/model.ts'
import { maps, sanity } from '../../../src/figures/attribution/compute.ts'
import { emptiness, verdict } from '../../../src/figures/attribution/verdict.ts'
import { attributionTable } from '../../../src/figures/attribution/table.ts'
import { withMap, withSanity, type Asked, type View } from '../../../src/figures/attribution/view.ts'
import { createRng } from '../../../src/vocabulary/rng.ts'
import '../../backends.ts'
import { surroundings } from '../surroundings.ts'

const at = surroundings()
const { size, classes } = at.network
const MANY = Array.from({ length: 25 }, (_, i) => 8 * i)
const ONCE = ['gradient', 'gradientTimesInput', 'gradCam', 'guidedBackprop', 'guidedGradCam']
const ALL = Object.keys(at.vocabulary.methods)
const begun: View = { maps: {}, curves: {}, guesses: [], layers: ['logits', 'conv7.pre'], caption: '' }

const picture = (value: () => number) => ({
  height: size,
  width: size,
  values: Float32Array.from({ length: size * size * 3 }, value),
})
const rng = createRng(0, 'noise')
const PICTURES = {
  noise: picture(() => rng.uniform()),
  'a grey in 8 bits': picture(() => 128 / 255),
  black: picture(() => 0),
}

let model: Model
beforeAll(async () => {
  await tf.setBackend('wasm')
  await tf.ready()
  model = readModel('lumen')
})

const stateOf = (index: number, random = 0): Asked => ({
  picture: '',
  against: '',
  grid: 1,
  index,
  layer: 'conv7',
  random,
})

async function viewOfMaps(cell: (typeof PICTURES)['black'], index: number, methods: readonly string[]): Promise<View> {
  let view = begun
  const given = { cells: [cell], right: [true], index, layer: 'conv7', methods, seed: 0, quick: true }
  for await (const frame of maps(model, given)) view = withMap(view, frame)
  return view
}

/** Every map either has something in it, or says that it has not. */
function expectSaid(view: View, state: Asked): string[] {
  return Object.entries(view.maps).flatMap(([method, map]) => {
    const empty = map.map?.values.every((value) => value === 0) ?? false
    const text = verdict(method, map, state, at)
    const share = attributionTable(view, state, at).rows.find(([name]) => name === method)?.[1]
    expect(text).not.toMatch(/NaN|Infinity|undefined/)
    expect(map.peak > 0).toBe(!empty)
    if (!empty) return []
    expect(text).toContain(classes[state.index])
    expect(share).toBe(text)
    expect(emptiness(view, state, at)).toContain(at.vocabulary.methods[method]?.title)
    return method
  })
}

it.each(Object.entries(PICTURES))(
  'on %s every empty map of many classes says so',
  async (name, cell) => {
    const empty = new Map<string, number>()
    for (const index of MANY)
      for (const method of expectSaid(await viewOfMaps(cell, index, ONCE), stateOf(index)))
        empty.set(method, (empty.get(method) ?? 0) + 1)
    // Of many classes there are some that nothing speaks for.
    expect(empty.get('gradCam')).toBeGreaterThan(0)
    expect(empty.get('guidedGradCam')).toBeGreaterThanOrEqual(empty.get('gradCam') ?? 0)
    expect(empty.get('gradientTimesInput') ?? 0).toBe(name === 'a grey in 8 bits' ? MANY.length : 0)
  },
  60_000,
)

it('on the grey that is blank, three methods find nothing, and are complete', async () => {
  expect(zeroLevel(model)).toBe(0.5)
  const view = await viewOfMaps(PICTURES['a grey in 8 bits'], 24, ALL)
  const empty = expectSaid(view, stateOf(24))
  expect(empty).toEqual(expect.arrayContaining(['gradientTimesInput', 'integratedGradients', 'occlusion']))
  expect(view.maps.integratedGradients?.completeness).toEqual({ sum: 0, difference: 0, error: 0 })
}, 60_000)

it('of randomized networks, a map that is empty is compared with nothing', async () => {
  let view = begun
  const state = stateOf(24, 2)
  const given = {
    cells: [PICTURES['a grey in 8 bits']],
    right: [true],
    index: 24,
    layer: 'conv7',
    methods: ['gradientTimesInput', 'gradient'],
    seed: 0,
    depths: [2],
  }
  for await (const frame of sanity(model, given)) view = withSanity(view, frame, 2)
  expect(expectSaid(view, state)).toEqual(['gradientTimesInput'])
  expect(view.curves.gradientTimesInput?.[2]).toBeNull()
  expect(view.curves.gradient?.[2]).toBeTypeOf('number')
}, 60_000)
