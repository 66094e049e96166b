import { publishedPicture } from '../../site/publish/publishedFiles.ts'
import { featureChoices, pictureChoices, renderedScenes } from '../choices.ts'
import type { FrameExtra } from '../frameOf.ts'
import { partsOf } from '../../vocabulary/network.ts'
import type { Scene } from './cellsFor.ts'
import { unitsSeen } from './declaration.ts'

/** Pictures to choose from, and what is known of them: their classes, and where each is. */
export default (async ({ values, at, made }) => {
  const { network, article } = at
  const units = unitsSeen({ picture: String(values.picture), against: String(values.against) })
  const sheet = made.pictures?.files.sheet
  const scenes: Record<string, Scene> = {}
  for (const { name, classes, mask } of (await renderedScenes()).pictures) {
    const indices = classes.map((each) => network.classes.indexOf(each))
    scenes[name] = { classes: indices, mask: publishedPicture(mask).address }
  }
  for (const unit of units) scenes[unit] = { classes: [partsOf(unit).channel] }
  return {
    scenes,
    choices: [...(await pictureChoices(article)), ...(sheet ? featureChoices(units, sheet, 'Made by ascent') : [])],
  }
}) satisfies FrameExtra
