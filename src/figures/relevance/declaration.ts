/** Where a transformer's answer came from, by several methods, for two classes on one picture. */
import type { RelevanceData, RelevanceRequest } from '../../artifacts/relevance/artifact.ts'
import { figureKind, type Shown } from '../../vocabulary/figureKind.ts'
import { layerOf, type Network } from '../../vocabulary/network.ts'
import { classIndex } from '../../vocabulary/props/classIndex.ts'
import { number } from '../../vocabulary/props/number.ts'
import { picture } from '../../vocabulary/props/picture.ts'
import { tokenMethods } from '../../vocabulary/props/tokenMethods.ts'
import { listOf } from '../../vocabulary/props/unit.ts'
import { describe } from './describe.ts'
import { relevanceTable, viewOf } from './view.ts'

const METHODS = 'rawAttention rollout attentionGradCam relevance attentionRelevance'

/** The layers that hold attention, the first block's first. */
const attentionOf = ({ layers }: Network) => layers.filter(({ op }) => op === 'attention')

/** The layers that can be drawn anew, those nearest to the classes first: of a unit and its preactivation the latter has weights. */
export const layersDrawn = (network: Network): string[] => {
  const upstream = layerOf(network, network.readout)?.weights?.upstream ?? []
  const below = upstream.flatMap((name) => layerOf(network, `${name}.pre`) ?? layerOf(network, name) ?? [])
  return [network.readout, ...below.map(({ name }) => name)]
}

export default figureKind({
  says: 'Where a transformer’s answer came from, by several methods, for two classes.',
  example: '<Relevance id="fig-two" image="orange-lemon" class="orange" other="lemon" />',
  keeps: 'maps',
  props: {
    image: picture({
      meaning: 'The picture: one of ours by its name, or a path below `content`.',
      reader: true,
    }),
    index: classIndex({
      meaning: 'A class, by its name or its index.',
      reader: true,
      written: 'class',
      label: 'class',
    }),
    other: classIndex({ meaning: 'Another, to compare.', reader: true, label: 'and' }),
    from: number({
      meaning: 'The first block that counts, from 1; those before it are taken to keep every token as it is.',
      reader: true,
      label: 'blocks from',
      whole: true,
      range: ({ network }) => [1, Math.max(1, attentionOf(network).length)],
      fallback: 1,
    }),
    random: number({
      meaning: 'How many layers, from the classes down, are drawn anew once the figure runs.',
      reader: true,
      label: 'randomize',
      whole: true,
      range: ({ network }) => [0, layersDrawn(network).length],
      fallback: 0,
    }),
    methods: tokenMethods({
      meaning: 'The methods, by name, in the order in which they are shown.',
      fallback: METHODS,
    }),
  },
  clash: (_, { network }) =>
    attentionOf(network).length > 0
      ? undefined
      : `explains transformers, and ${network.id} has no attention (write model="…" with a network that has)`,
  requests({ image, index, other, from, methods, seed }, { network }) {
    const request: RelevanceRequest = {
      kind: 'relevance',
      model: network.id,
      image,
      classes: [index, other],
      tokenMethods: listOf(methods),
      from: from - 1,
      seed,
    }
    return { relevance: request }
  },
  view: (made: { relevance: Shown<RelevanceData, 'picture'> }, { image, methods }) =>
    viewOf(made.relevance.data, listOf(methods), image),
  words: describe,
  table: relevanceTable,
})
