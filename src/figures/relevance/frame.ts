import { publishedPicture } from '../../site/publish/publishedFiles.ts'
import { pictureChoices, renderedScenes } from '../choices.ts'
import type { FrameExtra } from '../frameOf.ts'

/** What is known of a picture. */
export interface Scene {
  /** Indices of the classes it shows; below 0 those that the network does not know. */
  classes: number[]
  /** Address of a picture whose grey levels say where: 1 the first class, 2 the second. */
  mask: string
}

/** Pictures to choose from, and where each shows what. */
export default (async ({ at: { network, article } }) => {
  const { pictures } = await renderedScenes()
  return {
    choices: await pictureChoices(article),
    scenes: Object.fromEntries(
      pictures.map(({ name, classes, mask }): [string, Scene] => [
        name,
        { classes: classes.map((each) => network.classes.indexOf(each)), mask: publishedPicture(mask).address },
      ]),
    ),
  }
}) satisfies FrameExtra
