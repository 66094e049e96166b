/** `<Tuning id="fig-tuning" units="conv4/39 conv4/3" family="curve" curvature={0.07} />`: responses along one parameter, or two. */
import type { TuningRequest } from '../../artifacts/tuning/artifact.ts'
import type { Request } from '../../artifacts/request.ts'
import type { LayerTable } from '../../vocabulary/layerTable.ts'
import { formatUnit, parseUnit } from '../../model/unit.ts'
import { axisOf, type Numbers } from '../../vocabulary/axis.ts'
import { everyParameter, familyNames, type FamilyName } from '../../stimuli/parameters.ts'
import { checkNames, numberProp, textProp, type Props } from '../props.ts'

const KIND = 'Tuning'
/** As many as can be told apart by hue and dash. */
export const MOST_UNITS = 6

/** @throws Error with the offending prop and what was allowed */
export function tuningOf(props: Props, tableOf: (model: string) => LayerTable): TuningRequest {
  const family = textProp(KIND, props, 'family', 'curve') as FamilyName
  if (!familyNames.includes(family))
    throw new Error(`unknown family of <${KIND}>: ${family} (allowed: ${familyNames.join(', ')})`)
  const table = everyParameter(family)
  checkNames(KIND, props, ['units', 'family', 'over', 'by', 'model', ...Object.keys(table)])
  const model = textProp(KIND, props, 'model', 'lumen')
  const layers = tableOf(model)
  const units = textProp(KIND, props, 'units')
    .split(/,?\s+/)
    .map((reference) => formatUnit(parseUnit(reference, layers)))
  if (units.length > MOST_UNITS) throw new Error(`too many units of <${KIND}>: ${units.length} (at most ${MOST_UNITS})`)
  const over = textProp(KIND, props, 'over', Object.keys(table)[0])
  const by = props.by === undefined ? null : textProp(KIND, props, 'by')
  if (by === over) throw new Error(`<${KIND}> varies ${over} twice (write another by="…")`)
  const sample: Numbers = {}
  for (const [name, { range, default: start }] of Object.entries(table))
    if (props[name] !== undefined && name !== by) sample[name] = numberProp(KIND, props, name, start, range)
  return {
    kind: 'tuning',
    model,
    units,
    family,
    sample,
    over: axisOf(family, over, by !== null),
    by: by === null ? null : axisOf(family, by, true),
  }
}

export const tuningRequests = (props: Props, tableOf: (model: string) => LayerTable): Request[] => [
  tuningOf(props, tableOf),
]
