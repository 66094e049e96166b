/** `<Tuning id="fig-tuning" units="conv4/39 conv4/3" family="curve" curvature={0.07} />`: responses along one parameter, or two. */
import type { Request, RequestOf } from '../../artifacts/request.ts'
import type { LayerTable } from '../../vocabulary/layerTable.ts'
import { formatUnit } from '../../vocabulary/unit.ts'
import { parseUnit } from '../../model/unit.ts'
import { axisOf } from '../../vocabulary/axis.ts'
import type { Numbers } from '../../vocabulary/parameter.ts'
import { everyParameter } from '../../vocabulary/stimulus.ts'
import { familyNamed } from '../../stimuli/families.ts'
import { checkNames, numberProp, textProp, type Props } from '../props.ts'

const KIND = 'Tuning'
/** As many as can be told apart by hue and dash. */
export const MOST_UNITS = 6

/** @throws Error with the offending prop and what was allowed */
export function tuningOf(props: Props, tableOf: (model: string) => LayerTable): RequestOf<'tuning'> {
  const family = textProp(KIND, props, 'family', 'curve')
  const table = everyParameter(familyNamed(family))
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
    over: axisOf(familyNamed(family), over, by !== null),
    by: by === null ? null : axisOf(familyNamed(family), by, true),
  }
}

export const tuningRequests = (props: Props, tableOf: (model: string) => LayerTable): Request[] => [
  tuningOf(props, tableOf),
]
