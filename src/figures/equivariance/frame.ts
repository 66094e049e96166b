import { getEntry } from 'astro:content'
import { explorationSchema } from '../../artifacts/exploration.ts'
import { foundFamily, nameOf } from '../../artifacts/families.ts'
import { formatFamily, type NamedFamily } from '../../vocabulary/unitFamily.ts'
import type { Choice } from '../../widgets/imageInput/chosenImage.ts'
import { renderedChoices } from '../choices.ts'
import type { FrameExtra } from '../frameOf.ts'
import type { Made } from './view.ts'

/** Families that are moved alike: those of enough members, and the author's own; and pictures to move. */
export default (async ({ values: { symmetry, each, family: own }, made, at: { network, vocabulary } }) => {
  const exploration = explorationSchema.parse((await getEntry('explorations', network.id))?.data)
  const least = vocabulary.symmetries[String(symmetry)]?.least ?? 0
  const families = exploration.families
    .filter((family) => family.symmetry === symmetry)
    .map((family): NamedFamily => {
      const name = nameOf(family)
      return { name: formatFamily(name), ...foundFamily(exploration, String(symmetry), name, Number(each)) }
    })
  const { data, files } = (made as Made).moved
  const sheet = files.stimuli
  const stimuli = data.stimuli.slice(1).map((caption, i): Choice => ({
    name: caption.replaceAll(' ', '-'),
    caption,
    src: sheet.src,
    group: 'Stimuli',
    tile: { sheet, index: i + 1 },
  }))
  return {
    families: families.filter(({ name, members }) => members.length >= least || name === own),
    choices: [...stimuli, ...(await renderedChoices())],
  }
}) satisfies FrameExtra
