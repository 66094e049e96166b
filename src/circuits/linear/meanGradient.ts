/**
 * The mean true gradient: how a unit's preactivation changes with each unit of an earlier layer, slopes
 * and routes as they are on each stimulus, averaged over stimuli. Expanded weights pretend that every
 * path is open at once; where paths of opposite sign cancel in them, the two part.
 */
import * as tf from '@tensorflow/tfjs-core'
import { familyNamed } from '../../stimuli/families.ts'
import { draw } from '../../stimuli/family.ts'
import { mixture, type Drawn } from '../../stimuli/mixture.ts'
import { createRng } from '../../vocabulary/rng.ts'
import type { Window } from '../../model/cone.ts'
import { extents, slidingWindow } from '../../model/geometry.ts'
import { operationOf } from '../../model/operations.ts'
import type { LayerTable } from '../../vocabulary/layerTable.ts'
import type { Model } from '../../model/model.ts'
import { backward, coneOf, neededValues } from './backward.ts'
import { neuronOf, readField, valuesOn, type Field } from './expandedWeights.ts'
import { TRUE } from './throughLayer.ts'
import { fieldEdge, fieldOf } from '../responses/tuning.ts'
import { SEARCHED } from '../../vocabulary/seededStimuli.ts'

export interface MeanGradient extends Field {
  /** Stimuli so far, and in all. */
  done: number
  total: number
  /** The share of the stimuli so far that raised the preactivation above zero. */
  active: number
}

/** Stimuli in one pass, at most; and multiplications, so that a reader's next call soon gets its turn. */
const CHUNK = 8
const CHUNK_PRODUCTS = 40e6

/** How far from the centre stimuli are placed, as a share of the receptive field. */
const REACH = 1 / 6

/**
 * @param to as in `conv4/39`
 * @param from a layer's name; `input` is the scaled image
 * @param stimuli placed about the centre of the unit's receptive field
 * @returns the mean over the stimuli so far, after each few
 * @throws Error where the unit is unknown or does not depend on the layer
 */
export async function* meanGradient(
  model: Model,
  to: string,
  from: string,
  stimuli: readonly Drawn[],
): AsyncGenerator<MeanGradient, void, void> {
  const neuron = neuronOf(model.table, to)
  const { seen, centre } = fieldOf(model.table, neuron.layer, neuron.at)
  const needed = neededValues(model.table, neuron, from, TRUE)
  const cone = coneOf(model.table, neuron)
  const own = { layer: neuron.layer, window: cone.get(neuron.layer)! }
  const targets = needed.some(({ layer }) => layer === own.layer) ? needed : [...needed, own]
  const chunk = Math.max(1, Math.min(CHUNK, Math.floor(CHUNK_PRODUCTS / products(model.table, cone))))
  const total = stimuli.reduce((sum, { samples }) => sum + samples.length, 0)
  let [done, active] = [0, 0]
  let sums: Float64Array | undefined
  for (const { family, samples } of stimuli)
    for (let start = 0; start < samples.length; start += chunk) {
      const some = samples.slice(start, start + chunk)
      const [gradient, values] = tf.tidy((): [tf.Tensor4D, tf.Tensor4D] => {
        const image = draw(familyNamed(family), some, {
          height: seen.bottom - seen.top,
          width: seen.right - seen.left,
          top: seen.top - centre[0],
          left: seen.left - centre[1],
        })
        const activations = valuesOn(model, image, targets, { top: seen.top, left: seen.left })
        const { value } = backward(model, neuron, from, TRUE, activations).get(from)!
        const preactivations = activations.of(own.layer, own.window)
        const channel = tf.slice(preactivations, [0, 0, 0, neuron.channel], [-1, 1, 1, 1])
        return [tf.sum(value, 0, true), channel]
      })
      const responses = await values.data<'float32'>()
      values.dispose()
      const sum = await readField(gradient, cone.get(from)!)
      sums ??= new Float64Array(sum.values.length)
      for (let i = 0; i < sums.length; i++) sums[i] += sum.values[i]
      active += responses.filter((value) => value > 0).length
      done += some.length
      const mean = Float32Array.from(sums, (value) => value / done)
      yield { ...sum, values: mean, done, total, active: active / done }
    }
}

/** Multiplications of one pass forward through the windows of a cone, its convolutions alone. */
function products(table: LayerTable, cone: ReadonlyMap<string, Window>): number {
  const sizes = extents(table)
  let count = 0
  for (const layer of table.layers) {
    const window = cone.get(layer.name)
    const { weights } = operationOf(layer)
    if (!window || !weights || !slidingWindow(layer)) continue
    const kernel = weights.shape(layer, sizes.get(layer.inputs[0])!)
    const each = kernel.reduce((product, length) => product * length, 1)
    count += (window.bottom - window.top) * (window.right - window.left) * each
  }
  return count
}

/** The stimuli that figures average over: `perFamily` of each of some families, about the middle of what the unit sees. */
export const stimuliFor = (
  { table }: Pick<Model, 'table'>,
  to: string,
  perFamily: number,
  seed: number,
  families = SEARCHED,
): Drawn[] =>
  mixture(families.map(familyNamed), perFamily, REACH * fieldEdge(table, to), (family, number) =>
    createRng(seed, 'mean gradient', to, family, number),
  )
