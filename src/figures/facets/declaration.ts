/** Units taken apart: the stimuli that excite them most, grouped by the layer below. */
import type { FacetsRequest } from '../../artifacts/facets/artifact.ts'
import type { SheetRequest } from '../../artifacts/sheet/artifact.ts'
import { figureKind } from '../../vocabulary/figureKind.ts'
import { fullConvolutions } from '../../vocabulary/network.ts'
import { choice } from '../../vocabulary/props/choice.ts'
import { families } from '../../vocabulary/props/families.ts'
import { listedUnit, listedUnits } from '../../vocabulary/props/listedUnit.ts'
import { listOf } from '../../vocabulary/props/unit.ts'
import { describe, facetsTable, viewOf, type Made } from './view.ts'

export default figureKind({
  says: 'Units taken apart: the stimuli that excite them most, grouped by the channels below through which they do.',
  example: '<Facets id="fig-f" units="conv4/9 conv4/39" />',
  keeps: 'facets',
  props: {
    units: listedUnits({
      meaning:
        'Up to eight, separated by spaces, of convolutions above the first; the first is shown, the reader chooses among them.',
      layers: ({ network }) => fullConvolutions(network),
    }),
    families: families({ meaning: 'The families that the stimuli are of, by name, separated by spaces.' }),
    unit: listedUnit({ meaning: 'The unit that is shown.' }),
    facets: choice(
      [
        [0, 'as the rule says'],
        [1, '1'],
        [2, '2'],
        [3, '3'],
        [4, '4'],
      ],
      {
        meaning: 'How many groups; 0 for as many as the rule says.',
        reader: true,
        label: 'groups',
        fallback: 0,
      },
    ),
  },
  requests({ units, families, seed }, { network: { id: model } }) {
    const named = listOf(units)
    const pictures: SheetRequest = { kind: 'sheet', model, units: named, seed: 0 }
    const ofUnit = (unit: string): FacetsRequest => ({ kind: 'facets', model, unit, families: listOf(families), seed })
    return { units: pictures, ...Object.fromEntries(named.map((unit) => [unit, ofUnit(unit)])) }
  },
  view(made: Made, { unit }, at) {
    const view = viewOf(made, unit, at)
    if (view) return view
    throw new Error(`no facets of ${unit} were made`)
  },
  words: describe,
  table: facetsTable,
})
