/** What Teachable Machine's `metadata.json` says of a model beside which it lies. */
import type { Said } from '../graph.ts'
import { fieldsOf, isFields, listOf, parseJson, textOf } from '../reading/json.ts'

/**
 * Classes, title and what enters. `@teachablemachine/image` 0.8 gives the network `pixel / 127 − 1` for pixels from 0
 * to 255 (`libraries/image/src/utils/tf.ts`).
 * @throws Failure where the file is damaged
 */
export function readMetadata(bytes: Uint8Array): Said {
  const metadata = fieldsOf(parseJson(bytes, 'metadata.json'), 'metadata.json')
  const { labels, modelName, packageName } = metadata
  const says: Said = {}
  if (labels !== undefined)
    says.classes = listOf(labels, 'labels of metadata.json').map((label) => textOf(label, 'a label of metadata.json'))
  if (typeof modelName === 'string' && modelName) says.title = modelName
  if (packageName === '@teachablemachine/image')
    says.values = { from: 'metadata.json of Teachable Machine', range: 255, mean: [127], std: [127] }
  return says
}

/** Side of the pictures in pixels, where the metadata say one. */
export function imageSize(bytes: Uint8Array): number | null {
  const metadata = parseJson(bytes, 'metadata.json')
  const size = isFields(metadata) ? metadata.imageSize : undefined
  return typeof size === 'number' && Number.isSafeInteger(size) && size > 0 ? size : null
}
