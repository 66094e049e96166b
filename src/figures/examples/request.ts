/**
 * `<Examples id="fig-examples" units="conv4/39 conv5/3" />`: what excites units most among 20,000 seeded
 * stimuli, or, with `dataset="flowers"`, among the images of a folder of the author's.
 */
import type { DatasetExamplesRequest } from '../../artifacts/datasetExamples/artifact.ts'
import type { ExamplesRequest } from '../../artifacts/examples/artifact.ts'
import type { SheetRequest } from '../../artifacts/sheet/artifact.ts'
import type { Request } from '../../artifacts/request.ts'
import type { LayerTable } from '../../vocabulary/layerTable.ts'
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
  /** As in `content/datasets.json`; null for stimuli. */
  dataset: string | null
}

/** @throws Error with the offending prop and what was allowed */
export function examplesProps(props: Props, tableOf: (model: string) => LayerTable): ExamplesProps {
  checkNames(KIND, props, ['units', 'seed', 'dataset', 'model'])
  const model = textProp(KIND, props, 'model', 'lumen')
  const table = tableOf(model)
  const units = textProp(KIND, props, 'units')
    .split(/,?\s+/)
    .map((reference) => formatUnit(parseUnit(reference, table)))
  if (units.length > MOST_UNITS) throw new Error(`too many units of <${KIND}>: ${units.length} (at most ${MOST_UNITS})`)
  const twice = units.find((unit, i) => units.indexOf(unit) !== i)
  if (twice) throw new Error(`unit of <${KIND}> named twice: ${twice} (name each once)`)
  const dataset = props.dataset === undefined ? null : textProp(KIND, props, 'dataset')
  if (dataset !== null && props.seed !== undefined)
    throw new Error(`seed of <${KIND}> with dataset="${dataset}" (images are not drawn; leave the seed away)`)
  return { model, units, seed: seedProp(KIND, props), dataset }
}

export const examplesOfUnit = ({ model, seed }: ExamplesProps, unit: string): ExamplesRequest => ({
  kind: 'examples',
  model,
  unit,
  seed,
})

export const imagesOfUnit = (model: string, dataset: string, unit: string): DatasetExamplesRequest => ({
  kind: 'datasetExamples',
  model,
  unit,
  dataset,
})

/** Their feature visualizations, from which the reader chooses. */
export const sheetOfUnits = ({ model, units }: ExamplesProps): SheetRequest => ({
  kind: 'sheet',
  model,
  units,
  seed: PICTURE_SEED,
})

export function examplesRequests(written: Props, tableOf: (model: string) => LayerTable): Request[] {
  const props = examplesProps(written, tableOf)
  return [
    sheetOfUnits(props),
    ...props.units.map((unit) =>
      props.dataset === null ? examplesOfUnit(props, unit) : imagesOfUnit(props.model, props.dataset, unit),
    ),
  ]
}
