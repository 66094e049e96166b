/** Maps of what an answer came from, and what the network takes the picture for. */
export { explain } from '../../attribution/tokens/explain.ts'
import { classify as classifyPicture } from '../../attribution/classify.ts'
import type { Model } from '../../model/model.ts'
import type { Pixels } from '../../model/pixels.ts'

export const classify = (model: Model, { image }: { image: Pixels }) => classifyPicture(model, image)
