/** A family of units on a picture that is turned, mirrored or coloured anew, and how alike its weights are. */
import type { EquivarianceRequest } from '../../artifacts/equivariance/artifact.ts'
import { figureKind } from '../../vocabulary/figureKind.ts'
import { picturesOfLayers } from '../../vocabulary/layerPictures.ts'
import { partsOf } from '../../vocabulary/network.ts'
import { choice } from '../../vocabulary/props/choice.ts'
import { number } from '../../vocabulary/props/number.ts'
import { picture } from '../../vocabulary/props/picture.ts'
import { familyIn, ownNumbers, parameterProps, stimulusFamily } from '../../vocabulary/props/stimulus.ts'
import { unitFamily } from '../../vocabulary/props/unitFamily.ts'
import { parseFamily } from '../../vocabulary/unitFamily.ts'
import { describe, movesOf, seriesTable, viewOf, type Made } from './view.ts'

/** The picture that is moved first, among the names of pictures. */
export const FIRST = 'first'

/** Those that a page can draw a picture in. */
const SYMMETRIES = ['rotation', 'reflection', 'hue'] as const

export default figureKind({
  says: 'A family of units on a picture that is turned, mirrored or coloured anew: activity passes from one to the next.',
  example: '<Equivariance id="fig-e" family="colour edges conv2/15" stimulus="colourEdge" />',
  keeps: 'values',
  props: {
    family: unitFamily({
      meaning: 'As the page of the exploration lists it: the stimuli, and the unit that leads.',
      reader: true,
    }),
    symmetry: choice(
      SYMMETRIES.map((name) => [name, name] as const),
      {
        meaning: 'What is done to the picture: `rotation`, `reflection` or `hue`.',
        fallback: 'rotation',
      },
    ),
    each: number({
      meaning: 'How many units that are moved alike are kept, the most alike first.',
      range: [1, 64],
      whole: true,
      fallback: 1,
    }),
    stimulus: stimulusFamily({
      meaning: 'The first picture: a family of stimuli, whose parameters are props, too.',
      fallback: 'curve',
    }),
    what: choice(
      [
        ['picture', 'the picture'],
        ['weights', 'the weights'],
      ],
      {
        meaning: 'What is moved: the picture, or the weights of the unit that leads.',
        reader: true,
        fallback: 'picture',
      },
    ),
    move: number({
      meaning: 'How far it is moved at first: degrees, or 1 for mirrored.',
      reader: true,
      whole: true,
      range: ({ vocabulary }, { symmetry }) => [0, movesOf(vocabulary, String(symmetry)).at(-1) ?? 0],
      fallback: 0,
    }),
    image: picture({ meaning: 'The picture that a reader chose.', reader: true, written: '', fallback: FIRST }),
  },
  more({ stimulus }, { vocabulary }) {
    const parameters = stimulus ? parameterProps(familyIn(vocabulary, stimulus)) : {}
    return Object.fromEntries(Object.entries(parameters).map(([name, prop]) => [name, { ...prop, reader: false }]))
  },
  requests({ family, symmetry, each, stimulus, seed, ...values }, { network, vocabulary }) {
    const { stimuli, lead } = parseFamily(family)
    const request: EquivarianceRequest = {
      kind: 'equivariance',
      model: network.id,
      symmetry,
      family: { stimuli, lead },
      each,
      stimulus,
      sample: ownNumbers(familyIn(vocabulary, stimulus), values),
    }
    return { moved: request, ...picturesOfLayers(network, seed, [partsOf(lead).layer]) }
  },
  shows: ({ seed }, { network }) => picturesOfLayers(network, seed),
  view: ({ moved }: Made, { family }) => viewOf(moved, family),
  words: describe,
  table: seriesTable,
})
