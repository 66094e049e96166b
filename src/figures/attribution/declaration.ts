/** What mattered to a prediction, by several methods side by side, and two ways to judge them. */
import type { AttributionData, AttributionRequest } from '../../artifacts/attribution/artifact.ts'
import type { SheetRequest } from '../../artifacts/sheet/artifact.ts'
import { figureKind, type Shown } from '../../vocabulary/figureKind.ts'
import { isUnit } from '../../vocabulary/isUnit.ts'
import { INPUT, layerOf, partsOf, spatialLayers, type Network } from '../../vocabulary/network.ts'
import { choice } from '../../vocabulary/props/choice.ts'
import { classIndex } from '../../vocabulary/props/classIndex.ts'
import { methods } from '../../vocabulary/props/methods.ts'
import { number } from '../../vocabulary/props/number.ts'
import { pictureOrUnit } from '../../vocabulary/props/pictureOrUnit.ts'
import { layer, listOf } from '../../vocabulary/props/unit.ts'
import { describe } from './describe.ts'
import { attributionTable } from './table.ts'
import { viewOf } from './view.ts'

const METHODS =
  'gradient smoothGrad gradientTimesInput integratedGradients occlusion gradCam guidedBackprop guidedGradCam'

/** How many layers can be drawn anew: those with weights that the classes depend on. */
const depthsOf = (network: Network): number => {
  const upstream = layerOf(network, network.readout)?.weights?.upstream
  return upstream ? 1 + upstream.filter((name) => name !== INPUT).length : 0
}

/** The units whose pictures are looked at. */
export const unitsSeen = ({ picture, against }: { picture: string; against: string }): string[] =>
  [...new Set([picture, against])].filter(isUnit)

export default figureKind({
  says: 'What mattered to a prediction, by several methods.',
  example: '<Attribution id="fig-why" image="orange-lemon" class="lemon" />',
  keeps: 'maps',
  props: {
    picture: pictureOrUnit({
      meaning: 'One of our pictures by its name, a path below `content`, or a unit whose picture it is: `logits/24`.',
      reader: true,
      written: 'image',
    }),
    against: pictureOrUnit({
      meaning: 'What stands in the other cells of a mosaic.',
      reader: true,
      label: 'beside',
      fallback: (_, { picture }) => String(picture),
    }),
    grid: choice(
      [
        [1, 'one picture'],
        [2, 'two side by side'],
        [4, 'four in a square'],
      ],
      { meaning: 'Cells of the mosaic.', reader: true, label: 'mosaic', fallback: 1 },
    ),
    index: classIndex({
      meaning: 'The class, by its name or its index; that of a unit of the classes when absent.',
      reader: true,
      written: 'class',
      label: 'class',
      fallback({ network }, { picture }) {
        const own = partsOf(String(picture))
        return own.layer === network.readout ? own.channel : undefined
      },
    }),
    layer: layer({
      meaning: 'Where Grad-CAM looks; the last layer with positions when absent.',
      reader: true,
      label: 'Grad-CAM at',
      layers: ({ network }) => spatialLayers(network),
      fallback: ({ network }) => spatialLayers(network).at(-1)?.name,
    }),
    opacity: number({
      meaning: 'From 0, the picture alone, to 1, the maps alone.',
      reader: true,
      range: [0, 1],
      step: 0.05,
      fallback: 0.7,
    }),
    random: number({
      meaning: 'How many layers, from the classes down, are randomized once the figure runs.',
      reader: true,
      label: 'randomize',
      whole: true,
      range: ({ network }) => [0, depthsOf(network)],
      fallback: 0,
    }),
    methods: methods({
      meaning: 'The methods, by name, in the order in which they are shown; the eight of the gallery when absent.',
      fallback: METHODS,
    }),
  },
  requests(values, { network }) {
    const { picture, against, grid, index, layer, seed } = values
    const attribution: AttributionRequest = {
      kind: 'attribution',
      model: network.id,
      cells: Array.from({ length: grid }, (_, i) => (i === 0 ? picture : against)),
      index,
      layer,
      methods: listOf(values.methods),
      seed,
    }
    const units = unitsSeen(values)
    const pictures: SheetRequest = { kind: 'sheet', model: network.id, units, seed }
    return { attribution, pictures: units.length > 0 ? pictures : null }
  },
  view: (made: { attribution: Shown<AttributionData, 'maps' | 'first' | 'whole'> }, { picture }) =>
    viewOf(made.attribution.data, picture),
  words: describe,
  table: attributionTable,
})
