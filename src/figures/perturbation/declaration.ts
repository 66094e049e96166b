/** How soon a transformer gives up a class as patches are removed, by the maps of several methods and by the reader's own. */
import type { PerturbationData, PerturbationRequest } from '../../artifacts/perturbation/artifact.ts'
import { figureKind, type Shown } from '../../vocabulary/figureKind.ts'
import { FILLING_WORDS, FILLINGS } from '../../vocabulary/filling.ts'
import { choice } from '../../vocabulary/props/choice.ts'
import { classIndex } from '../../vocabulary/props/classIndex.ts'
import { number } from '../../vocabulary/props/number.ts'
import { patches, patchesOf } from '../../vocabulary/props/patches.ts'
import { picture } from '../../vocabulary/props/picture.ts'
import { tokenMethods } from '../../vocabulary/props/tokenMethods.ts'
import { listOf } from '../../vocabulary/props/unit.ts'
import { describe } from './describe.ts'
import { perturbationTable, viewOf } from './view.ts'

/** None to nine tenths of the patches, in ten equal parts. */
const STEPS = 10

export default figureKind({
  says: 'How soon a transformer gives up a class as patches are removed in the order of several methods, and of the reader’s own.',
  example: '<Perturbation id="fig-remove" image="orange-lemon" class="orange" />',
  keeps: 'curves',
  props: {
    image: picture({
      meaning: 'The picture: one of ours by its name, or a path below `content`.',
      reader: true,
    }),
    index: classIndex({
      meaning: 'The class whose probability is shown, by its name or its index.',
      reader: true,
      written: 'class',
      label: 'class',
    }),
    filling: choice(
      FILLINGS.map((filling) => [filling, FILLING_WORDS[filling]] as const),
      {
        meaning: 'What stands where a patch was: the picture’s mean colour, its blur, noise of its colours, or grey.',
        reader: true,
        label: 'in their place',
        fallback: 'mean',
      },
    ),
    removed: number({
      meaning: 'How far patches are removed in the pictures below the curves, in steps of 9 % of all patches.',
      reader: true,
      whole: true,
      range: [0, STEPS],
      fallback: 3,
    }),
    mask: patches({
      meaning: 'Patches that are painted at first, the most important first: numbers, row by row from 0.',
      reader: true,
      fallback: '',
    }),
    methods: tokenMethods({
      meaning: 'The methods, by name, in the order in which they are shown.',
      fallback: 'random rollout relevance attentionRelevance',
    }),
  },
  clash: (_, { network }) =>
    network.layers.some(({ op }) => op === 'attention')
      ? undefined
      : `removes patches of transformers, and ${network.id} has no attention (write model="…" with a network that has)`,
  requests({ image, index, mask, methods, seed }, { network }) {
    const request: PerturbationRequest = {
      kind: 'perturbation',
      model: network.id,
      image,
      index,
      tokenMethods: listOf(methods),
      mask: patchesOf(mask),
      seed,
    }
    return { perturbation: request }
  },
  view: (made: { perturbation: Shown<PerturbationData, 'picture' | 'fillings'> }, { image, filling, methods }) =>
    viewOf(made.perturbation.data, listOf(methods), filling, image),
  words: describe,
  table: perturbationTable,
})
