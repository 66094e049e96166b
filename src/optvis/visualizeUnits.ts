/**
 * Feature visualizations of several units of one layer, optimized together, none depending on the others.
 */
import * as tf from '@tensorflow/tfjs-core'
import { dependencyCone, position, type Target, type Window } from '../model/cone.ts'
import { forward } from '../model/forward.ts'
import { centre } from '../model/geometry.ts'
import { isHost } from '../model/host.ts'
import { INPUT, type LayerTable } from '../vocabulary/layerTable.ts'
import type { Model } from '../model/model.ts'
import { createRng } from '../vocabulary/rng.ts'
import { preactivation } from '../vocabulary/unit.ts'
import { neuron } from './objective.ts'
import { optimize } from './optimize.ts'
import { fourier } from './parameterization.ts'
import { recipe as standard, type Recipe } from './recipe.ts'

export interface Visualization {
  channel: number
  /** The picture, row-major RGB in [0, 1], `height · width · 3` values: what the unit sees, no more. */
  image: Float32Array
  height: number
  width: number
  /** The preactivation of the unit at its centre, on this picture untransformed; NaN or infinite where the climb failed. */
  score: number
  /** Steps taken with a finite score. */
  steps: number
  /** No seed tried drives the preactivation above zero. */
  dead: boolean
}

export interface VisualizeOptions {
  seed: number
  recipe?: Recipe
  /** Called after every step. */
  onStep?: (step: number) => void
}

/** Seeds tried beyond the first before a unit is called dead. */
const REVIVALS = 3

/** What a unit at the centre of `layer` sees of the input: the window its picture fills. */
export function pictureWindow(table: LayerTable, layer: string): Window {
  const target = { layer, window: position(...centre(table, layer)) }
  return dependencyCone(table, [target]).get(INPUT)!
}

/**
 * Optimizes one picture for each of `channels`. The objective is the preactivation where there is one:
 * it has a slope also where the unit is silent.
 * @throws Error for an unknown layer or channel
 */
export async function visualizeUnits(
  model: Model,
  layer: string,
  channels: readonly number[],
  options: VisualizeOptions,
): Promise<Visualization[]> {
  const found = await attempt(model, layer, channels, options, 0)
  for (let revival = 1; revival <= REVIVALS; revival++) {
    const silent = found.filter(({ dead }) => dead).map(({ channel }) => channel)
    if (silent.length === 0) break
    // Elsewhere results may differ in the last bit with the number of pictures, which so stays the same.
    const tried = isHost() ? silent : channels.map((_, i) => silent[i % silent.length])
    for (const again of await attempt(model, layer, tried, options, revival)) {
      const index = found.findIndex(({ channel }) => channel === again.channel)
      if (again.score > found[index].score) found[index] = again
    }
  }
  return found
}

async function attempt(
  model: Model,
  layer: string,
  channels: readonly number[],
  { seed, recipe = standard, onStep }: VisualizeOptions,
  revival: number,
): Promise<Visualization[]> {
  const { table } = model
  const read = preactivation(layer, table)
  const objective = neuron(table, read, channels)
  const window = pictureWindow(table, read)
  const size: [number, number] = [window.bottom - window.top, window.right - window.left]
  const side = Math.max(...size)
  const parameterization = fourier({
    size: side + 2 * recipe.margin,
    rngs: channels.map((channel) => createRng(seed, table.id, layer, channel, revival)),
    deviation: recipe.deviation,
    decay: recipe.decay,
    bound: recipe.bound(side),
  })
  let finite = tf.zeros([channels.length])
  try {
    const steps = optimize(model, objective, parameterization, recipe.transform(size), {
      steps: recipe.steps,
      rate: (step) => recipe.rate(step, side),
      rng: createRng(seed, table.id, layer, 'transforms', revival),
      placement: window,
    })
    let pictures: tf.Tensor4D | undefined
    for await (const { step, score, image } of steps) {
      onStep?.(step)
      const counted = tf.tidy(() => tf.add(finite, tf.cast(tf.isFinite(score), 'float32')))
      finite.dispose()
      finite = counted
      if (step === recipe.steps) pictures = crop(image(), size)
    }
    const scores = await evaluate(model, objective.targets, channels, pictures!, window)
    const pixels = (await pictures!.data()) as Float32Array
    const finiteSteps = await finite.data()
    pictures!.dispose()
    const each = size[0] * size[1] * 3
    return channels.map((channel, index) => ({
      channel,
      image: pixels.slice(index * each, (index + 1) * each),
      height: size[0],
      width: size[1],
      score: scores[index],
      steps: finiteSteps[index],
      dead: scores[index] <= 0,
    }))
  } finally {
    finite.dispose()
    parameterization.dispose()
  }
}

/** The central part of the canvases; disposes them. */
function crop(canvases: tf.Tensor4D, [height, width]: readonly [number, number]): tf.Tensor4D {
  const [batch, tall, wide, colours] = canvases.shape
  const from = [0, (tall - height) >> 1, (wide - width) >> 1, 0] as const
  const cropped = tf.slice(canvases, [...from], [batch, height, width, colours])
  canvases.dispose()
  return cropped
}

async function evaluate(
  model: Model,
  targets: readonly Target[],
  channels: readonly number[],
  pictures: tf.Tensor4D,
  placement: Window,
): Promise<number[]> {
  const values = tf.tidy(() => Object.values(forward(model)(pictures, targets, placement))[0])
  const data = await values.data()
  const depth = values.shape.at(-1)!
  values.dispose()
  return channels.map((channel, index) => data[index * depth + channel])
}
