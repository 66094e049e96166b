import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { attribute, type AttributionFrame } from '../../src/attribution/attribute.ts'
import { methodNamed, methods } from '../../src/attribution/methods.ts'
import type { Model } from '../../src/model/model.ts'
import type { Pixels } from '../../src/model/pixels.ts'
import { inOrder, quickestFirst } from '../../src/vocabulary/method.ts'
import { describeOnEachBackend } from '../backends.ts'
import { createMenagerie, noiseImage } from '../model/menagerie.ts'

const names = Object.keys(methods)

describeOnEachBackend('every attribution method', () => {
  let model: Model
  const { height, width, data } = noiseImage(4)
  const image: Pixels = { height, width, values: Float32Array.from(data) }
  beforeAll(() => {
    model = createMenagerie()
  })
  afterAll(() => model.dispose())

  const framesOf = async (asked: readonly string[]): Promise<AttributionFrame[]> => {
    const request = { image, index: 2, layer: 'stem', methods: asked, seed: 3, quick: true }
    const frames: AttributionFrame[] = []
    for await (const frame of attribute(model, request)) frames.push(frame)
    return frames
  }

  it.each(names)('%s ends with a map of the image, the same each time, and leaves no tensor behind', async (name) => {
    await framesOf([name])
    const before = tf.memory().numTensors
    const frames = await framesOf([name])
    expect(tf.memory().numTensors).toBe(before)
    expect(frames.map(({ last }) => last)).toEqual(frames.map((_, i) => i === frames.length - 1))
    if (methodNamed(name).refined === 'once') expect(frames).toHaveLength(1)
    const { map } = frames.at(-1)!
    expect(map).toMatchObject({ height, width })
    expect(map.values.every(Number.isFinite)).toBe(true)
    if (!methodNamed(name).signed) expect(Math.min(...map.values)).toBeGreaterThanOrEqual(0)
    expect((await framesOf([name])).at(-1)!.map).toEqual(map)
  })

  it('is the same with the others as alone', async () => {
    const together = await framesOf(names)
    for (const name of names) {
      const last = (frames: AttributionFrame[]) => frames.findLast(({ method }) => method === name)!
      expect(last(together)).toEqual(last(await framesOf([name])))
    }
  })

  it('refuses what is none, and says which there are', async () => {
    await expect(framesOf(['saliency'])).rejects.toThrow(
      `unknown attribution method: saliency (allowed: ${names.join(', ')})`,
    )
  })
})

it('methods have places of their own where they are shown, and where the quickest comes first', () => {
  for (const order of [inOrder(methods), quickestFirst(methods)]) expect([...order].sort()).toEqual([...names].sort())
  for (const key of ['order', 'quickness'] as const)
    expect(new Set(names.map((name) => methods[name][key])).size).toBe(names.length)
})
