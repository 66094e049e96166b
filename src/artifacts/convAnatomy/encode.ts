import type { Encode } from '../encode.ts'
import type convAnatomy from './artifact.ts'
import type { ConvAnatomyData } from './artifact.ts'

export const encode: Encode<typeof convAnatomy, ConvAnatomyData> = async ({ unit }, data) => {
  if (!Number.isFinite(data.preactivation))
    throw new Error(`anatomy of ${unit} has the preactivation ${data.preactivation}`)
  return { files: { data } }
}
