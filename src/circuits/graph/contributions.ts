/**
 * Contributions: how much each unit and position of an earlier layer gave to a unit's preactivation on
 * one image. Every nonlinearity on the way is linear about the image's activations (an open ReLU passes,
 * a largest value is routed), so activation times gradient splits the preactivation without a rest:
 * contributions, and the biases on the way as far as they got through, sum to it. For the layer that a
 * convolution reads they are the products of `anatomy`, those across max pooling routed to where they
 * came from.
 */
import * as tf from '@tensorflow/tfjs-core'
import { entering } from '../../model/entering.ts'
import type { Window } from '../../model/cone.ts'
import { INPUT, parameterName, type LayerTable } from '../../vocabulary/layerTable.ts'
import type { Model } from '../../model/model.ts'
import { formatUnit } from '../../vocabulary/unit.ts'
import { parseUnit, unitPosition } from '../../model/unit.ts'
import { backward, between, coneOf, neededValues, type Neuron } from '../linear/backward.ts'
import { neuronOf, readField, valuesOn, type Field } from '../linear/expandedWeights.ts'
import { TRUE, type ValuesOf } from '../linear/throughLayer.ts'
import { hasWeights, operationOf } from '../../model/operations.ts'

export interface Contributions extends Field {
  /** With its position: `conv4/39@8,8`. */
  unit: string
  /** The unit's own bias. */
  bias: number
  /** What the biases of the layers between gave through open paths; 0 for the next layer. */
  passed: number
  /** All contributions, `bias` and `passed` together, within rounding of float32. */
  preactivation: number
}

/**
 * @param to as in `conv4/39@8,8`
 * @param from a layer's name; `input` is the scaled image
 * @returns a function of an image, RGB in [0, 1], (1, H, W, 3), of the network's own size
 * @throws Error where the unit is unknown or does not depend on the layer; where a path leads around
 *   the layer, or through an operation that is not linear about its activations: the sum would lack it
 */
export function contributions(model: Model, to: string, from: string) {
  const split = contributionsGiven(model, to, from)
  return (image: tf.Tensor4D): Promise<Contributions> => split(image, () => valuesOn(model, image, split.targets))
}

/**
 * The same where activations are at hand already, for several units on one image: the result takes the
 * image and what gives, within `tf.tidy`, activations that hold `targets`.
 */
export function contributionsGiven(model: Model, to: string, from: string) {
  const { table } = model
  const neuron = neuronOf(table, to)
  const layers = between(table, neuron.layer, from)
  checkSplits(table, neuron, from)
  const cone = coneOf(table, neuron)
  const source = { layer: from, window: cone.get(from)! }
  const own = { layer: neuron.layer, window: cone.get(neuron.layer)! }
  const targets = [source, own, ...neededValues(table, neuron, from, TRUE)].filter(
    ({ layer }, i, all) => layer !== INPUT && all.findIndex((each) => each.layer === layer) === i,
  )
  const parsed = parseUnit(to, table)
  const unit = formatUnit({ ...parsed, at: unitPosition(parsed, table) })

  const split = async (image: tf.Tensor4D, given: () => { batch: number; of: ValuesOf }): Promise<Contributions> => {
    const [products, scalars] = tf.tidy((): [tf.Tensor4D, tf.Tensor] => {
      const activations = given()
      const gradients = backward(model, neuron, from, TRUE, activations)
      const { window, value } = gradients.get(from)!
      const lower = from === INPUT ? scaledImage(model, image, window) : activations.of(from, window)
      const passed = layers
        .filter(({ name }) => name !== neuron.layer && model.stored.has(biasOf(name)))
        .filter(hasWeights)
        .map(({ name }) => tf.sum(tf.mul(gradients.get(name)!.value, bias(model, name))))
      const preactivation = tf.slice(activations.of(own.layer, own.window), [0, 0, 0, neuron.channel], [1, 1, 1, 1])
      const all = tf.stack([passed.length > 0 ? tf.addN(passed) : tf.scalar(0), tf.reshape(preactivation, [])])
      return [tf.mul(value, lower), all]
    })
    const [passed, preactivation] = (await scalars.data()) as unknown as [number, number]
    scalars.dispose()
    return {
      ...(await readField(products, source.window)),
      unit,
      bias: model.stored.get(biasOf(neuron.layer))?.data[neuron.channel] ?? 0,
      passed,
      preactivation,
    }
  }
  return Object.assign(split, { targets })
}

const biasOf = (layer: string): string => `${parameterName(layer)}/bias`

const bias = (model: Model, layer: string): tf.Tensor => tf.tensor1d(model.stored.get(biasOf(layer))!.data)

/** What the first layer reads: a window of the scaled image, (1, H, W, C). */
function scaledImage(model: Model, image: tf.Tensor4D, window: Window): tf.Tensor4D {
  const part = tf.slice(
    image,
    [0, window.top, window.left, 0],
    [-1, window.bottom - window.top, window.right - window.left, -1],
  )
  return entering(part, model.table.input)
}

function checkSplits(table: LayerTable, { layer: to }: Neuron, from: string): void {
  const layers = between(table, to, from)
  const names = new Set(layers.map(({ name }) => name))
  for (const layer of layers) {
    const { name, inputs } = layer
    if (operationOf(layer).curved)
      throw new Error(
        `${to} does not split into contributions of ${from}: ${name} between them is not linear about its activations`,
      )
    const around = inputs.find((each) => each !== from && !names.has(each))
    if (around !== undefined)
      throw new Error(
        `${to} does not split into contributions of ${from}: ${name} also reads ${around}, which leads around it`,
      )
  }
}
