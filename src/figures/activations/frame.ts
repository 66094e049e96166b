import { layerOf, unitsOf } from '../../vocabulary/network.ts'
import { layerPictures } from '../../vocabulary/layerPictures.ts'
import { madeIfThere } from '../artifacts.ts'
import { featureChoices, pictureChoices } from '../choices.ts'
import type { FrameExtra } from '../frameOf.ts'

/** Pictures to choose from: the article's, ours, and those of the layer's units where they are made. */
export default (async ({ values, at }) => {
  const { network, article } = at
  const features = layerOf(network, String(values.layer))?.features ?? ''
  const sheet = (await madeIfThere(layerPictures(network, features, Number(values.seed))))?.files.sheet
  return {
    choices: [
      ...(await pictureChoices(article)),
      ...(sheet ? featureChoices(unitsOf(network, features), sheet, `What excites ${features}`) : []),
    ],
  }
}) satisfies FrameExtra
