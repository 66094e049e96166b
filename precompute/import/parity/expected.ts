/** Test vectors given with `--expect FILE`: pictures and what the network must make of them. */
import { readFileSync } from 'node:fs'
import type { Model } from '../../../src/model/model.ts'
import { readSafetensors } from '../../../src/model/safetensors.ts'
import { EXIT, Failure } from '../../failure.ts'
import { layersOn, relative } from './measure.ts'

/**
 * @param path safetensors of `image`, (B, H, W, C) with colours in [0, 1], and one or more tensors (B, …) by the
 *   names of layers; `logits` and `probabilities` name the layer that scores, and the softmax after it
 * @returns for each of those tensors the largest difference over the largest value
 * @throws Failure where the file is not of this form
 */
export async function expected(
  model: Model,
  path: string,
  scores: string | undefined,
): Promise<{ layer: string; difference: number; pictures: number }[]> {
  // prettier-ignore
  const tensors = readSafetensors(readFileSync(path))
  const { image, ...rest } = Object.fromEntries(tensors)
  const { height, width, channels } = model.table.input
  const refuse = (why: string) =>
    new Failure(
      EXIT.input,
      `${path}: ${why}`,
      `Allowed: image, (pictures, ${height}, ${width}, ${channels}) in [0, 1], and logits, probabilities or layers by name.`,
    )
  if (!image || image.shape.slice(1).join() !== [height, width, channels].join())
    throw refuse(image ? `image of shape (${image.shape.join(', ')})` : 'there is no tensor image')
  const layers = model.table.layers.map(({ name }) => name)
  const last = layers.at(-1)!
  const layerOf = (name: string): string => {
    if (layers.includes(name)) return name
    if (name === 'logits' && scores !== undefined) return scores
    if (name === 'probabilities') return last
    throw refuse(`no layer ${name} (there are ${layers.join(', ')})`)
  }
  const wanted = Object.entries(rest).map(([name, tensor]) => ({ layer: layerOf(name), tensor }))
  if (wanted.length === 0) throw refuse('nothing beside the pictures')
  const pictures = image.shape[0]
  const size = height * width * channels
  const found = wanted.map(() => [] as number[])
  for (let i = 0; i < pictures; i++) {
    const picture = { height, width, channels, values: image.data.subarray(i * size, (i + 1) * size) }
    const values = await layersOn(model, picture, [...new Set(wanted.map(({ layer }) => layer))])
    wanted.forEach(({ layer }, index) => {
      for (const value of values.get(layer)!) found[index].push(value)
    })
  }
  return wanted.map(({ layer, tensor }, index) => {
    if (tensor.data.length !== found[index].length)
      throw refuse(`${tensor.data.length} numbers for layer ${layer}, which has ${found[index].length}`)
    return { layer, difference: relative(found[index], tensor.data), pictures }
  })
}
