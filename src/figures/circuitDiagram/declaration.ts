/** A unit with the units it is made of, joined by their kernels. */
import type { CircuitDiagramData, CircuitDiagramRequest } from '../../artifacts/circuitDiagram/artifact.ts'
import { figureKind, type Shown } from '../../vocabulary/figureKind.ts'
import { picturesOfLayers } from '../../vocabulary/layerPictures.ts'
import { INPUT, layerOf, partsOf, weighedLayers, type Network } from '../../vocabulary/network.ts'
import { choice, type Named } from '../../vocabulary/props/choice.ts'
import { picture } from '../../vocabulary/props/picture.ts'
import { parsedText } from '../../vocabulary/props/text.ts'
import { unit, unitIn } from '../../vocabulary/props/unit.ts'
import { describe } from './describe.ts'
import { grownOf, grownText } from './growth.ts'
import { circuitTable, viewOf } from './view.ts'

/** Edges that a unit grows by, at most. */
const MOST = 6

/** A reader's own picture, which no address names. */
export const OWN = 'own'

/** The layers of units before a layer, the nearest first. */
const layersBefore = (network: Network, layer: string): string[] =>
  layerOf(network, layer)?.weights?.upstream.filter((each) => each !== INPUT) ?? []

/** How many layers of units there are before a unit. */
export const deepest = (network: Network, reference: unknown): number =>
  layersBefore(network, partsOf(String(reference)).layer).length

const upTo = (from: number, to: number): Named<number>[] =>
  Array.from({ length: to - from + 1 }, (_, i) => [from + i, String(from + i)])

const lit = picture({
  meaning:
    'A picture, so that edges are what each unit gave on it: one of ours by its name, or a path below `content`; none when absent.',
  reader: true,
  fallback: '',
  none: true,
})

export default figureKind({
  says: 'A unit and the units it is made of.',
  example: '<CircuitDiagram id="fig-c" unit="conv4/39" />',
  keeps: 'circuit',
  props: {
    unit: unit({
      meaning: 'The unit that the circuit grows from.',
      reader: true,
      layers: ({ network }) => weighedLayers(network),
    }),
    depth: choice(({ network }, { unit }) => upTo(0, deepest(network, unit)), {
      meaning: 'How many layers before it.',
      reader: true,
      label: 'layers before it',
      fallback: ({ network }, { unit }) => Math.min(2, deepest(network, unit)),
    }),
    top: choice(upTo(1, MOST), {
      meaning: 'Edges that each unit grows by, the strongest first.',
      reader: true,
      label: 'edges a unit',
      fallback: 3,
    }),
    sign: choice(
      [
        ['both', 'excite or inhibit'],
        ['excite', 'excite'],
        ['inhibit', 'inhibit'],
      ],
      {
        meaning: 'Only edges whose weights sum to more than zero, or to less.',
        reader: true,
        label: 'edges that',
        fallback: 'both',
      },
    ),
    grown: parsedText(
      {
        meaning:
          'Units grown besides, in order: `conv3/29<` to those before it, `conv4/39>` to those after, separated by commas.',
        reader: true,
        fallback: '',
      },
      {
        allowed: 'units, each with < for the units before it or > for those after',
        example: 'conv3/29<,conv4/39>',
        parse(text, { network }) {
          const grown = grownOf(text)
          return grown.some(({ unit }) => !unitIn(weighedLayers(network), unit)) ? undefined : grownText(grown)
        },
        examples: ({ network }) => ['', ...weighedLayers(network).map(({ name }) => `${name}/0<,${name}/1>`)],
      },
    ),
    image: { ...lit, format: (name: string) => (name === OWN ? '' : name) },
  },
  /** Another unit grows anew, from no more layers than there are before it. */
  settle: (state, { network }, changed, before) => ({
    ...state,
    depth: Math.min(state.depth, deepest(network, state.unit)),
    grown: state.unit === before.unit || changed.includes('grown') ? state.grown : '',
  }),
  requests({ unit, depth, top, sign, grown: text, image, seed }, { network }) {
    const own = partsOf(unit).layer
    const grown = grownOf(text)
    const reached = new Set([own, ...layersBefore(network, own).slice(0, depth)])
    for (const { unit, way } of grown) {
      const { layer } = partsOf(unit)
      const after = weighedLayers(network).find(({ weights }) => weights.adjacent === layer)?.name
      const next = way === 'up' ? layersBefore(network, layer)[0] : after
      if (next) reached.add(next)
    }
    const request: CircuitDiagramRequest = {
      kind: 'circuitDiagram',
      model: network.id,
      unit,
      depth,
      top,
      sign,
      grown,
      image: image || null,
    }
    return { circuit: request, ...picturesOfLayers(network, seed, reached) }
  },
  shows: ({ seed }, { network }) => picturesOfLayers(network, seed),
  view: (made: { circuit: Shown<CircuitDiagramData> }) => viewOf(made.circuit.data),
  words: describe,
  table: circuitTable,
})
