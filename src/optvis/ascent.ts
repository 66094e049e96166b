/**
 * One picture made step by step with every remedy a choice: `ascent(model, choices)`, an async generator.
 * With the choices left at their defaults it takes the steps of `visualizeUnits`, and ends at its picture.
 */
import * as tf from '@tensorflow/tfjs-core'
import { dependencyCone, position, targetLayer, type Window } from '../model/cone.ts'
import { forward } from '../model/forward.ts'
import { centre } from '../model/geometry.ts'
import { INPUT, layerNamed } from '../vocabulary/layerTable.ts'
import type { Model } from '../model/model.ts'
import { createRng } from '../vocabulary/rng.ts'
import { parseUnit } from '../model/unit.ts'
import { preactivation } from '../vocabulary/unit.ts'
import type { Unit } from '../vocabulary/unit.ts'
import { direction, diversity, l2, neuron, scale, sum, totalVariation, type Objective } from './objective.ts'
import { optimize } from './optimize.ts'
import { fourier, pixel } from './parameterization.ts'
import { recipe } from './recipe.ts'
import { similarity, type Transform } from './transform.ts'
import { pictureWindow } from './visualizeUnits.ts'

export type Remedy = 'none' | 'shift' | 'all'

export interface Choices {
  /** As in `conv4/17` or `logits/24`. */
  unit: string
  seed: number
  /** Minimizes in place of maximizing. */
  negative?: boolean
  /** A second unit of the same layer, and its share from 0 to 1: the objective is a weighted sum. */
  towards?: { unit: string; share: number }
  /** One number per channel of the unit's layer, in place of the unit. */
  vector?: readonly number[]
  parameterization?: 'fourier' | 'pixel'
  /** Colours that are uncorrelated in natural images. */
  decorrelate?: boolean
  /** Keeps the contrast of the picture to what photographs have. */
  bound?: boolean
  transforms?: Remedy
  steps?: number
  /** Factor of the recipe's rate. */
  rate?: number
  /** Weights of the penalties. */
  l2?: number
  totalVariation?: number
  /** Pictures made together, and the weight of their being unlike each other. */
  pictures?: number
  diversity?: number
}

export interface Ascended {
  /** From 1. */
  step: number
  steps: number
  /**
   * What the objective gives each picture untransformed, without penalties, before any sign; read now
   * and then, and at the last step.
   */
  scores?: number[]
  /** RGB in [0, 1], row by row, one picture after the other. */
  images: Float32Array
  height: number
  width: number
}

/** Steps from one reading of the score to the next. */
const READING = 4

/** @throws Error for units that are not there, and choices that do not go together */
export async function* ascent(
  model: Model,
  {
    unit: reference,
    seed,
    negative = false,
    towards,
    vector,
    parameterization: kind = 'fourier',
    decorrelate = true,
    bound = true,
    transforms = 'all',
    steps = recipe.steps,
    rate = 1,
    l2: squares = 0,
    totalVariation: variation = 0,
    pictures = 1,
    diversity: unlike = 0,
  }: Choices,
): AsyncGenerator<Ascended, void, void> {
  const { table } = model
  const unit = parseUnit(reference, table)
  const read = preactivation(unit.layer, table)
  const window = pictureWindow(table, read)
  const size: [number, number] = [window.bottom - window.top, window.right - window.left]
  const side = Math.max(...size)
  const wanted = objectiveOf(model, unit, read, { towards, vector })
  const objective = sum(
    scale(negative ? -1 : 1, wanted),
    ...(squares ? [scale(squares, l2())] : []),
    ...(variation ? [scale(variation, totalVariation())] : []),
    ...(unlike && pictures > 1 ? [scale(unlike, diversityBelow(model, read))] : []),
  )
  const parameterization = (kind === 'fourier' ? fourier : pixel)({
    size: side + 2 * recipe.margin,
    rngs: Array.from({ length: pictures }, (_, i) => createRng(seed + i, table.id, unit.layer, unit.channel, 0)),
    deviation: recipe.deviation,
    decay: recipe.decay,
    decorrelate,
    ...(bound && { bound: recipe.bound(side) }),
  })
  try {
    const run = optimize(model, objective, parameterization, transformOf(transforms, size), {
      steps,
      // The recipe's rate falls over its own number of steps.
      rate: (step) => rate * recipe.rate(1 + ((step - 1) * recipe.steps) / steps, side),
      rng: createRng(seed, table.id, unit.layer, 'transforms', 0),
      placement: window,
    })
    for await (const { step, image } of run) {
      const canvas = image()
      const shown = central(canvas, size)
      canvas.dispose()
      try {
        yield {
          step,
          steps,
          images: (await shown.data()) as Float32Array,
          height: size[0],
          width: size[1],
          ...((step % READING === 0 || step === 1 || step === steps) && {
            scores: await scoresOf(model, wanted, shown, window),
          }),
        }
      } finally {
        shown.dispose()
      }
    }
  } finally {
    parameterization.dispose()
  }
}

function objectiveOf(
  { table }: Model,
  unit: Unit,
  read: string,
  { towards, vector }: Pick<Choices, 'towards' | 'vector'>,
): Objective {
  if (vector) return direction(table, read, vector)
  const own = neuron(table, read, unit.channel)
  if (!towards) return own
  const other = parseUnit(towards.unit, table)
  if (other.layer !== unit.layer)
    throw new Error(
      `units of two layers: ${unit.layer}/${unit.channel} and ${towards.unit} (both must be of one layer)`,
    )
  return sum(scale(1 - towards.share, own), scale(towards.share, neuron(table, read, other.channel)))
}

/** Diversity in the layer that feeds the unit's, over what the unit sees of it. */
function diversityBelow({ table }: Model, layer: string): Objective {
  const below = layerNamed(table, layer).inputs[0]
  if (below === INPUT) throw new Error(`no diversity for ${layer}: it sees the image itself (choose a later layer)`)
  const seen = dependencyCone(table, [{ layer, window: position(...centre(table, layer)) }])
  const whole = diversity(table, below)
  return { ...whole, targets: [{ layer: below, window: seen.get(below)! }] }
}

function transformOf(remedy: Remedy, crop: [number, number]): Transform {
  if (remedy === 'all') return recipe.transform(crop)
  return similarity({ crop, shift: remedy === 'shift' ? 2 * Math.min(1, (Math.max(...crop) / 39) ** 2) : 0 })
}

function central(canvas: tf.Tensor4D, [height, width]: readonly [number, number]): tf.Tensor4D {
  const [batch, tall, wide, colours] = canvas.shape
  return tf.slice(canvas, [0, (tall - height) >> 1, (wide - width) >> 1, 0], [batch, height, width, colours])
}

async function scoresOf(
  model: Model,
  objective: Objective,
  pictures: tf.Tensor4D,
  placement: Window,
): Promise<number[]> {
  const scores = tf.tidy(() => objective.score(forward(model)(pictures, objective.targets, placement), pictures))
  const found = [...(await scores.data())]
  scores.dispose()
  const bad = found.find((score) => !Number.isFinite(score))
  if (bad !== undefined)
    throw new Error(
      `score of ${objective.targets.map(targetLayer).join(', ')} is ${bad} (must be finite). Try a lower rate`,
    )
  return found
}
