/** `<Examples id="fig-examples" units="conv4/39 conv5/3" />`: what excites units most among 20,000 seeded stimuli. */
import type { Request, RequestOf } from '../../artifacts/request.ts'
import type { LayerTable } from '../../model/layerTable.ts'
import { formatUnit, parseUnit } from '../../model/unit.ts'
import { checkNames, seedProp, textProp, type Props } from '../props.ts'

const KIND = 'Examples'
/** As many as stand in a row of choices. */
export const MOST_UNITS = 8
/** Of the units' feature visualizations, whatever the seed of the stimuli. */
const PICTURE_SEED = 0

export interface ExamplesProps {
  model: string
  units: string[]
  seed: number
}

/** @throws Error with the offending prop and what was allowed */
export function examplesProps(props: Props, tableOf: (model: string) => LayerTable): ExamplesProps {
  checkNames(KIND, props, ['units', 'seed', 'model'])
  const model = textProp(KIND, props, 'model', 'lumen')
  const table = tableOf(model)
  const units = textProp(KIND, props, 'units')
    .split(/,?\s+/)
    .map((reference) => formatUnit(parseUnit(reference, table)))
  if (units.length > MOST_UNITS)
    throw new Error(`too many units of <${KIND}>: ${units.length} (at most ${MOST_UNITS})`)
  const twice = units.find((unit, i) => units.indexOf(unit) !== i)
  if (twice) throw new Error(`unit of <${KIND}> named twice: ${twice} (name each once)`)
  return { model, units, seed: seedProp(KIND, props) }
}

export const examplesOfUnit = (
  { model, seed }: ExamplesProps,
  unit: string,
): RequestOf<'examples'> => ({ kind: 'examples', model, unit, seed })

/** Their feature visualizations, from which the reader chooses. */
export const sheetOfUnits = ({ model, units }: ExamplesProps): RequestOf<'sheet'> => ({
  kind: 'sheet',
  model,
  units,
  seed: PICTURE_SEED,
})

export function examplesRequests(
  written: Props,
  tableOf: (model: string) => LayerTable,
): Request[] {
  const props = examplesProps(written, tableOf)
  return [sheetOfUnits(props), ...props.units.map((unit) => examplesOfUnit(props, unit))]
}
