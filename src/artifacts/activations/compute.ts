import { networkFlop } from '../../model/flop.ts'
import { layerActivations, type LayerActivations } from '../../model/layerActivations.ts'
import type { Compute, Flop } from '../compute.ts'
import type activations from './artifact.ts'

export interface Computed extends LayerActivations {
  image: Uint8Array
}

export const compute: Compute<typeof activations, Computed> = async (model, requests, _, readers) => {
  const computed: Computed[] = []
  for (const { layer, image: name } of requests) {
    const image = await readers.picture(name, model.table.input.height, model.table.input.width)
    const values = Float32Array.from(image, (value) => value / 255)
    computed.push({ image, ...(await layerActivations(model, { layer, image: values })) })
  }
  return computed
}

export const flop: Flop<typeof activations> = (_, table) => networkFlop(table)
