/** What each head of a transformer attends to, from a patch that the reader points at. */
import type { AttentionMapsData, AttentionMapsRequest } from '../../artifacts/attentionMaps/artifact.ts'
import { figureKind, type Shown } from '../../vocabulary/figureKind.ts'
import type { Network, NetworkLayer } from '../../vocabulary/network.ts'
import { number } from '../../vocabulary/props/number.ts'
import { picture } from '../../vocabulary/props/picture.ts'
import { describe } from './describe.ts'
import { attentionTable, viewOf } from './view.ts'

/** The layers that hold attention, the first block's first: a row for each query, a channel for each head. */
const blocksOf = ({ layers }: Network): NetworkLayer[] => layers.filter(({ op }) => op === 'attention')

const headsIn = (network: Network, block: unknown): number => blocksOf(network)[Number(block) - 1]?.channels ?? 1

export default figureKind({
  says: 'What each head of a transformer attends to, from a patch that the reader points at.',
  example: '<AttentionMaps id="fig-heads" image="teapot-1" block={3} head={2} token={28} />',
  keeps: 'maps',
  props: {
    image: picture({
      meaning: 'The picture: one of ours by its name, or a path below `content`.',
      reader: true,
    }),
    block: number({
      meaning: 'The block whose head is shown large, from 1.',
      reader: true,
      whole: true,
      range: ({ network }) => [1, Math.max(1, blocksOf(network).length)],
      fallback: 1,
    }),
    head: number({
      meaning: 'That head, from 1.',
      reader: true,
      whole: true,
      range: ({ network }, { block }) => [1, headsIn(network, block)],
      fallback: 1,
    }),
    token: number({
      meaning:
        'The token that attends, from 0: the class token, where there is one, comes first, then the patches row by row.',
      reader: true,
      whole: true,
      range: ({ network }) => [0, Math.max(1, blocksOf(network)[0]?.height ?? 1) - 1],
      fallback: 0,
    }),
  },
  clash: (_, { network }) =>
    blocksOf(network).length > 0
      ? undefined
      : `shows what transformers attend to, and ${network.id} has no attention (write model="…" with a network that has)`,
  settle: ({ block, head, ...rest }, { network }) => ({
    ...rest,
    block,
    head: Math.min(head, headsIn(network, block)),
  }),
  requests({ image, token }, { network }) {
    const request: AttentionMapsRequest = { kind: 'attentionMaps', model: network.id, image, token }
    return { attention: request }
  },
  view: (made: { attention: Shown<AttentionMapsData, 'attention' | 'picture'> }, { image, token }) =>
    viewOf(made.attention.data, token, image),
  words: describe,
  table: attentionTable,
})
