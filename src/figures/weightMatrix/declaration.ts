/** The weights between two families of units, in the order in which their members are moved. */
import type { WeightMatrixData, WeightMatrixRequest } from '../../artifacts/weightMatrix/artifact.ts'
import { figureKind, type Shown } from '../../vocabulary/figureKind.ts'
import { picturesOfLayers } from '../../vocabulary/layerPictures.ts'
import { INPUT, layerOf, partsOf, unitsOf, type Network } from '../../vocabulary/network.ts'
import { choice, type Named } from '../../vocabulary/props/choice.ts'
import { number } from '../../vocabulary/props/number.ts'
import type { Resolved, Surroundings } from '../../vocabulary/props/prop.ts'
import { unitFamily } from '../../vocabulary/props/unitFamily.ts'
import { parseFamily, type NamedFamily } from '../../vocabulary/unitFamily.ts'
import { LABELS, strongestPair, viewOf } from './view.ts'
import { describe, matrixTable } from './words.ts'

/** Degrees: kernels of three to five cells do not tell finer turns apart. */
export const STEP = 30

/** A channel that no one chose: the artifact tells which is looked at first. */
const NONE = -1

const layerOfFamily = (name: string) => partsOf(parseFamily(name).lead).layer

/** The layer whose units a convolution weighs; undefined where there is none. */
function layerBelow(network: Network, layer: string): string | undefined {
  const weights = layerOf(network, layer)?.weights
  return weights?.taps && weights.adjacent !== INPUT ? weights.adjacent : undefined
}

/** Families of the units that feed a family. */
export const feeding = (families: readonly NamedFamily[], network: Network, upper: unknown): NamedFamily[] => {
  const below = layerBelow(network, layerOfFamily(String(upper)))
  return families.filter(({ layer }) => layer === below)
}

/** Families that others feed. */
export const fed = (families: readonly NamedFamily[], network: Network): NamedFamily[] =>
  families.filter(({ name }) => feeding(families, network, name).length > 0)

/** The channels of a family's members; where it is not known yet, of its layer. */
const channels =
  (family: 'upper' | 'lower') =>
  ({ families, network }: Surroundings, before: Resolved): Named<number>[] => {
    const name = String(before[family])
    const members = families?.find((each) => each.name === name)?.members.map(({ channel }) => channel)
    return [NONE, ...(members ?? unitsOf(network, layerOfFamily(name)).keys())].map((each) => [each, String(each)])
  }

export default figureKind({
  says: 'The weights between two families of units, ordered by how they are turned.',
  example: '<WeightMatrix id="fig-bands" lower="lines conv3/43" upper="curves conv4/39" />',
  keeps: 'families',
  props: {
    upper: unitFamily({
      meaning: 'The later family, as the page of the exploration lists it: the stimuli, and the unit that leads.',
      reader: true,
      label: 'to',
      among: (families, { network }) => fed(families, network),
    }),
    lower: unitFamily({
      meaning: 'The family of the layer below.',
      reader: true,
      label: 'from',
      among: (families, { network }, { upper }) => feeding(families, network, upper),
    }),
    symmetry: choice(
      ({ vocabulary }) =>
        Object.entries(vocabulary.symmetries)
          .filter(([, { by }]) => by === 'degrees')
          .map(([name, { title }]) => [name, title] as const),
      { meaning: 'How the members are moved against each other.', fallback: 'rotation' },
    ),
    each: number({
      meaning: 'How many units that are turned alike are kept, the most alike first.',
      range: [1, 64],
      whole: true,
      fallback: 1,
    }),
    show: choice(
      [
        ['template', LABELS.template],
        ['residual', LABELS.residual],
      ],
      {
        meaning: 'What is shown beside the weights: the pattern, or what it leaves.',
        reader: true,
        label: 'beside the weights',
        fallback: 'template',
      },
    ),
    order: choice(
      (_, { symmetry }) =>
        [
          ['angle', symmetry === 'hue' ? 'by hue' : 'by angle'],
          ['channel', 'by channel number'],
        ] as const,
      { meaning: 'How rows and columns are ordered.', reader: true, fallback: 'angle' },
    ),
    to: choice(channels('upper'), {
      meaning: 'The later channel of the pair that is looked at; that of the strongest pattern when absent.',
      reader: true,
      fallback: NONE,
    }),
    from: choice(channels('lower'), { meaning: 'The earlier channel of that pair.', reader: true, fallback: NONE }),
  },
  clash({ upper, lower }, { network }) {
    const [above, below] = [layerOfFamily(upper), layerOfFamily(lower)]
    const feeds = layerBelow(network, above)
    if (feeds === below) return undefined
    const allowed = feeds ? `choose a family of ${feeds}` : `${above} is no convolution of units`
    return `<WeightMatrix> joins a layer to the one below it: ${lower} does not feed ${above} (${allowed})`
  },
  /** The lower family is exchanged for the largest that feeds the upper one, and each channel for a member of its family. */
  settle(state, { families = [], network }) {
    const allowed = feeding(families, network, state.upper)
    const largest = [...allowed].sort((a, b) => b.members.length - a.members.length)[0]
    const lower = allowed.find(({ name }) => name === state.lower) ?? largest
    const upper = families.find(({ name }) => name === state.upper)
    const memberOf = (family: NamedFamily | undefined, channel: number) =>
      family?.members.some((each) => each.channel === channel) ? channel : (family?.members[0]?.channel ?? NONE)
    return {
      ...state,
      lower: lower?.name ?? state.lower,
      to: memberOf(upper, state.to),
      from: memberOf(lower, state.from),
    }
  },
  requests({ lower, upper, symmetry, each, seed }, { network }) {
    const request: WeightMatrixRequest = {
      kind: 'weightMatrix',
      model: network.id,
      symmetry,
      lower: parseFamily(lower),
      upper: parseFamily(upper),
      each,
      step: STEP,
      seed,
    }
    return { weights: request, ...picturesOfLayers(network, seed, [lower, upper].map(layerOfFamily)) }
  },
  shows: ({ seed }, { network }) => picturesOfLayers(network, seed),
  /** The kernel that one pattern explains best is looked at first. */
  begins({ weights }: { weights: Shown<WeightMatrixData> }, { to, from }) {
    const { upper, lower } = strongestPair(viewOf(weights.data))
    return { to: to === NONE ? upper.channel : to, from: from === NONE ? lower.channel : from }
  },
  view: (made: { weights: Shown<WeightMatrixData> }) => viewOf(made.weights.data),
  words: describe,
  table: matrixTable,
})
