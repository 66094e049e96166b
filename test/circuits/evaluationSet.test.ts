import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import { readPicture } from '../../precompute/readPicture.ts'
import { readScenes } from '../../precompute/readScenes.ts'
import { compareNetworks, VIEWS, type Compared } from '../../src/circuits/edits/compareNetworks.ts'
import { parseEdits } from '../../src/vocabulary/edit.ts'
import {
  drawnView,
  evaluationSet,
  inSight,
  seen,
  wholeView,
  type Scene,
} from '../../src/circuits/edits/evaluationSet.ts'
import { ranks } from '../../src/circuits/responses/ranks.ts'
import { forward } from '../../src/model/forward.ts'
import type { Model } from '../../src/model/model.ts'
import { createRng } from '../../src/vocabulary/rng.ts'
import { lumenTable } from '../model/lumen.ts'
import '../backends.ts'

let scenes: Scene[]
beforeAll(async () => {
  await tf.setBackend('wasm')
  scenes = await readScenes(lumenTable())
})

/** Red on the left, blue on the right; the upper half is something, the lower is ground. */
const flag: Scene = {
  name: 'flag',
  size: 8,
  pixels: Uint8Array.from({ length: 192 }, (_, i) => {
    const column = Math.floor(i / 3) % 8
    return i % 3 === (column < 4 ? 0 : 2) ? 200 : 0
  }),
  mask: Uint8Array.from({ length: 64 }, (_, i) => (i < 32 ? 1 : 0)),
  classes: [7],
}

describe('a view of a scene', () => {
  it('of the whole is the scene, each pixel the mean of what it covers', () => {
    const found = seen(flag, wholeView(8), 4)
    const red = Math.fround(200 / 255)
    expect([...found.subarray(0, 12)].map((value) => Math.fround(value))).toEqual([
      red,
      0,
      0,
      red,
      0,
      0,
      0,
      0,
      red,
      0,
      0,
      red,
    ])
  })

  it('mirrors, lights, darkens and greys the ground alone', () => {
    const view = { ...wholeView(8), mirrored: true, light: [1, 1, 0.5] as const, ground: 0.5, groundColour: 0 }
    const found = seen(flag, view, 2)
    const level = 200 / 255
    // Blue first, of half the light; below, a third of it as grey, of half the brightness.
    const wanted = [0, 0, level / 2, level, 0, 0, level / 12, level / 12, level / 12, level / 6, level / 6, level / 6]
    wanted.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 6))
  })

  it('cuts out, and turns by 90° counter to the scene', () => {
    const right = seen(flag, { ...wholeView(8), left: 4, top: 0, side: 4 }, 2)
    expect([right[0], right[2]]).toEqual([0, Math.fround(200 / 255)])
    const turned = seen(flag, { ...wholeView(8), degrees: 90 }, 2)
    // What was left and right lies above and below.
    expect(turned[2] === 0).toBe(turned[5] === 0)
    expect(turned[2] === 0).not.toBe(turned[8] === 0)
  })

  it('of the whole is what other figures show, within what two ways to shrink differ by', async () => {
    const wanted = await readPicture('teapot-1', 64, 64)
    const scene = scenes.find(({ name }) => name === 'teapot-1')!
    const found = seen(scene, wholeView(scene.size), 64)
    const off = found.reduce((sum, value, i) => sum + Math.abs(value - wanted[i] / 255), 0)
    expect(off / found.length).toBeLessThan(0.01)
  })
})

describe('the evaluation set', () => {
  const options = { views: VIEWS, size: 64, seed: 0 }

  it('has a right label in sight in every view, and only classes of its scene', () => {
    for (const scene of scenes)
      for (let i = 1; i < VIEWS; i++) {
        const view = drawnView(scene, createRng(0, 'evaluation', scene.name, i))
        const shown = inSight(scene, view)
        expect(shown.length).toBeGreaterThan(0)
        expect(shown.every((label) => scene.classes.includes(label))).toBe(true)
      }
  })

  it('varies: no two views are alike, and the seed decides', () => {
    const some = scenes.slice(0, 3)
    const { images, labels, scenes: names } = evaluationSet(some, options)
    expect(labels.length).toBe(3 * VIEWS)
    expect(new Set(names).size).toBe(3)
    const each = 64 * 64 * 3
    for (let i = 1; i < VIEWS; i++) {
      const off = images.subarray(0, each).reduce((sum, value, k) => sum + Math.abs(value - images[i * each + k]), 0)
      expect(off / each).toBeGreaterThan(0.02)
    }
    expect(evaluationSet(some, options).images).toEqual(images)
    expect(evaluationSet(some, { ...options, seed: 1 }).images).not.toEqual(images)
    // A scene's views do not depend on the scenes beside it.
    expect(evaluationSet([some[1]], options).images).toEqual(images.subarray(VIEWS * each, 2 * VIEWS * each))
  })
})

describe('comparing networks', () => {
  let model: Model
  beforeAll(() => (model = readModel('lumen')))
  afterAll(() => model.dispose())

  it('ranks as sorting the logits does', async () => {
    const set = evaluationSet(scenes.slice(27, 29), { views: 2, size: 64, seed: 0 })
    const found = await ranks(model, set)
    const logits = tf.tidy(
      () => forward(model)(tf.tensor4d(set.images, [4, 64, 64, 3]), ['logits']).logits.arraySync() as number[][],
    )
    logits.forEach((row, i) => {
      const order = row.map((_, label) => label).sort((a, b) => row[b] - row[a])
      const best = order.find((label) => set.labels[i].includes(label))!
      expect(found[i]).toBe(order.indexOf(best))
    })
  })

  it('without edits nothing changes; without the first layer little is right; nothing stays behind', async () => {
    const before = tf.memory().numTensors
    const all = Array.from({ length: 32 }, (_, i) => `conv1/${i}*0`).join(' ')
    let last: Compared | undefined
    let frames = 0
    const request = { edits: [[], parseEdits(all)], seed: 0 }
    for await (const frame of compareNetworks(model, scenes.slice(0, 4), request)) {
      last = frame
      frames++
    }
    expect(frames).toBe(4)
    const [none, blind] = last!.comparisons
    expect(none.top1).toMatchObject({ pictures: 4 * VIEWS, gained: 0, lost: 0, low: 0, high: 0 })
    expect(blind.top1.after).toBeLessThan(0.3)
    expect(blind.top1.before).toBe(none.top1.before)
    expect(tf.memory().numTensors).toBe(before)

    // With the ranks known, the same comes out.
    let again: Compared | undefined
    for await (const frame of compareNetworks(model, scenes.slice(0, 4), {
      ...request,
      known: last!.before,
    }))
      again = frame
    expect(again).toEqual(last)
  })

  it('frees its networks when it is broken off', async () => {
    const before = tf.memory().numTensors
    const run = compareNetworks(model, scenes.slice(0, 2), {
      edits: [parseEdits('conv4/39*0')],
      seed: 0,
    })
    await run.next()
    expect(tf.memory().numTensors).toBe(before + 2)
    await run.return()
    expect(tf.memory().numTensors).toBe(before)
  })
})
