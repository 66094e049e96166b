/** How one unit of a convolution gets its value on a curve. */
import type { ConvAnatomyData, ConvAnatomyRequest } from '../../artifacts/convAnatomy/artifact.ts'
import { figureKind, type Shown } from '../../vocabulary/figureKind.ts'
import { layerPictures, picturesOfLayers } from '../../vocabulary/layerPictures.ts'
import { convolutions, INPUT, layerOf, partsOf } from '../../vocabulary/network.ts'
import { number } from '../../vocabulary/props/number.ts'
import { unitAt } from '../../vocabulary/props/unitAt.ts'
import { coverTiles } from '../../vocabulary/cover.ts'
import { anatomyTable, describe } from './describe.ts'
import { inField } from './place.ts'
import { viewOf } from './view.ts'

/** What the curve can be. */
export const RANGES = { angle: [0, 360], curvature: [0, 0.2], x: [-24, 24], y: [-24, 24] } as const

export default figureKind({
  says: 'How one unit of a convolution gets its value on a curve that a reader drags.',
  example: '<ConvAnatomy id="fig-anatomy" unit="conv4/39" angle={75} curvature={0.07} />',
  props: {
    unit: unitAt({
      meaning: 'The unit, as in `conv4/39` (at the centre) or `conv4/39@8,8`.',
      reader: true,
      layers: ({ network }) => convolutions(network),
    }),
    angle: number({
      meaning: 'Degrees, counter-clockwise, of the curve’s outward normal.',
      reader: true,
      range: RANGES.angle,
      step: 1,
      fallback: 0,
    }),
    curvature: number({
      meaning: '1 / radius, per pixel; 0 is a straight line.',
      reader: true,
      range: RANGES.curvature,
      step: 0.002,
      fallback: 0,
    }),
    x: number({
      meaning: 'Pixels from the middle of the picture to the right.',
      reader: true,
      label: 'right',
      range: RANGES.x,
      step: 0.5,
      fallback: 0,
    }),
    y: number({
      meaning: 'Pixels from the middle of the picture down.',
      reader: true,
      label: 'down',
      range: RANGES.y,
      step: 0.5,
      fallback: 0,
    }),
  },
  requests({ seed, ...state }, { network }) {
    const { layer } = partsOf(state.unit)
    const feeding = layerOf(network, layer)?.weights?.adjacent ?? INPUT
    const { unit, ...stimulus } = inField(state, network)
    const anatomy: ConvAnatomyRequest = { kind: 'convAnatomy', model: network.id, unit, stimulus }
    return {
      anatomy,
      units: layerPictures(network, layer, seed),
      inputs: feeding === INPUT ? null : layerPictures(network, feeding, seed),
    }
  },
  shows: ({ seed }, { network }) =>
    picturesOfLayers(
      network,
      seed,
      convolutions(network).map(({ name }) => name),
    ),
  view: (made: { anatomy: Shown<ConvAnatomyData>; units: Shown<never, 'sheet'>; inputs?: Shown<never, 'sheet'> }) =>
    viewOf(made.anatomy.data),
  words: describe,
  table: anatomyTable,
  /** The unit, and the inputs that move it most. */
  cover: ({ anatomy: { data }, units, inputs }) => [
    ...coverTiles(units.files.sheet, [partsOf(data.unit).channel]),
    ...(inputs
      ? coverTiles(
          inputs.files.sheet,
          data.parts.map(({ channel }) => channel),
        )
      : []),
  ],
})
