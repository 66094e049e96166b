/** Feature visualizations side by side, each of which opens large. */
import type { SheetRequest } from '../../artifacts/sheet/artifact.ts'
import { figureKind, type Shown } from '../../vocabulary/figureKind.ts'
import { unitsOf } from '../../vocabulary/network.ts'
import { number } from '../../vocabulary/props/number.ts'
import { layer, listOf, units } from '../../vocabulary/props/unit.ts'
import { coverTiles } from '../../vocabulary/cover.ts'

/** The pictures of units, in their order. */
export interface Made {
  sheet: Shown<never, 'sheet'>
}

export default figureKind({
  says: 'Pictures of units side by side, each of which opens large, with its score and its recipe.',
  example: '<FeatureGrid id="fig-curves" units="conv4/3 conv4/17" />',
  layout: 'body',
  props: {
    units: units({ meaning: 'The units, separated by spaces.', fallback: '' }),
    layer: layer({
      meaning: 'In place of `units`, the layer whose units are all shown.',
      fallback: '',
      layers: ({ network }) => network.layers,
    }),
    tile: number({
      meaning: 'Width of a picture in pixels; a row is filled with as many as fit.',
      range: [1, Infinity],
      fallback: 84,
    }),
  },
  clash: ({ units, layer }) =>
    (units === '') === (layer === '')
      ? '<FeatureGrid> takes either units="conv4/3 conv4/17" or layer="conv4"'
      : undefined,
  requests({ units, layer, seed }, { network }) {
    const shown = layer ? unitsOf(network, layer) : listOf(units)
    const sheet: SheetRequest = { kind: 'sheet', model: network.id, units: shown, seed }
    return { sheet }
  },
  view: ({ sheet }: Made) => sheet,
  cover: ({ sheet }: Made) => coverTiles(sheet.files.sheet, [...sheet.scores.keys()]),
})
