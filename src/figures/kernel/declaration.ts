/** The weights between two units, plain and expanded, and how far they can be trusted. */
import type { KernelData, KernelRequest } from '../../artifacts/kernel/artifact.ts'
import { figureKind, type Shown } from '../../vocabulary/figureKind.ts'
import { picturesOfLayers } from '../../vocabulary/layerPictures.ts'
import { INPUT, isAdjacent, layerOf, partsOf, weighedLayers, type Network } from '../../vocabulary/network.ts'
import { choice } from '../../vocabulary/props/choice.ts'
import { number } from '../../vocabulary/props/number.ts'
import { picture } from '../../vocabulary/props/picture.ts'
import type { Surroundings } from '../../vocabulary/props/prop.ts'
import { unit } from '../../vocabulary/props/unit.ts'
import { SEARCHED } from '../../vocabulary/seededStimuli.ts'
import { describe } from './describe.ts'
import { kernelTable, viewOf } from './view.ts'

/** Stimuli of each family that the mean true gradient is over. */
export const PER_FAMILY = 8

const weightsOf = (network: Network, reference: unknown) => layerOf(network, partsOf(String(reference)).layer)?.weights
const upstream = ({ network }: Surroundings, { to }: Readonly<Record<string, unknown>>) =>
  network.layers.filter(({ name }) => weightsOf(network, to)?.upstream.includes(name))

/** Whether there are plain kernels between the two. */
export const adjacent = (network: Network, to: unknown, from: unknown): boolean =>
  from !== INPUT && isAdjacent(network, String(from), String(to))

const grouped = (network: Network, to: string): string =>
  (weightsOf(network, to)?.groups ?? 1) > 1 ? ', of its own group' : ''

/** Whether what stands for a nonlinearity is taken on a picture. */
export const onPicture = ({ relu, maxPool }: { relu: string; maxPool: string }) => relu === 'true' || maxPool === 'true'

export default figureKind({
  says: 'The weights between two units.',
  example: '<Kernel id="fig-k" to="conv4/39" from="conv3/12" />',
  keeps: 'weights',
  props: {
    to: unit({ meaning: 'The later unit.', reader: true, layers: ({ network }) => weighedLayers(network) }),
    from: unit({
      meaning: 'The earlier unit, any distance before it, or `input` for the colours of the image.',
      reader: true,
      layers: upstream,
      also: [INPUT],
    }),
    weights: choice(
      [
        ['kernel', 'the kernel'],
        ['expanded', 'expanded'],
      ],
      {
        meaning: 'The plain kernel, the default where layers are adjacent, or expanded weights.',
        reader: true,
        fallback: ({ network }, { to, from }) => (adjacent(network, to, from) ? 'kernel' : 'expanded'),
      },
    ),
    relu: choice(
      [
        ['identity', 'the identity'],
        ['half', 'half'],
        ['true', 'its slope on a picture'],
      ],
      {
        meaning: 'What stands for a ReLU in expanded weights; `true` is its slope on `image`.',
        reader: true,
        label: 'for a ReLU',
        fallback: 'identity',
      },
    ),
    maxPool: choice(
      [
        ['average', 'the average'],
        ['true', 'its route on a picture'],
      ],
      {
        meaning: 'What stands for max pooling; `true` is its route on `image`.',
        reader: true,
        label: 'for max pooling',
        fallback: 'average',
      },
    ),
    image: picture({
      meaning: 'The picture of true slopes and routes: one of ours by its name, or a path below `content`.',
      reader: true,
      label: 'picture',
      fallback: 'orange-1',
    }),
    scale: number({
      meaning: 'The weight that gets full ink, where several figures are to share a scale; 0 for the largest.',
      range: [0, Infinity],
      fallback: 0,
    }),
  },
  clash: ({ to, from, weights }, { network }) =>
    weights === 'kernel' && !adjacent(network, to, from)
      ? `invalid weights of <Kernel>: kernel (${to} has kernels on units of ${weightsOf(network, to)?.adjacent}${grouped(network, to)}; write weights="expanded" for ${from})`
      : undefined,
  /** The lower unit moves to a layer that the upper one depends on, and plain kernels stay only where there are any. */
  settle(state, { network }) {
    const { layer, channel } = partsOf(state.from)
    const before = weightsOf(network, state.to)?.upstream ?? []
    const nearest = layerOf(network, before[0] ?? INPUT)
    const from = before.includes(layer)
      ? state.from
      : nearest
        ? `${nearest.name}/${Math.min(channel, nearest.channels - 1)}`
        : INPUT
    return { ...state, from, weights: adjacent(network, state.to, from) ? state.weights : 'expanded' }
  },
  requests({ to, from, relu, maxPool, image, seed }, { network }) {
    const request: KernelRequest = {
      kind: 'kernel',
      model: network.id,
      to,
      from,
      relu,
      maxPool,
      image: onPicture({ relu, maxPool }) ? image : null,
      families: [...SEARCHED],
      perFamily: PER_FAMILY,
      seed,
    }
    const layers = new Set([to, from].filter((each) => each !== INPUT).map((each) => partsOf(each).layer))
    return {
      kernel: request,
      ...picturesOfLayers(network, seed, layers),
    }
  },
  shows: ({ seed }, { network }) => picturesOfLayers(network, seed),
  view: (made: { kernel: Shown<KernelData> }) => viewOf(made.kernel.data),
  words: describe,
  table: kernelTable,
})
