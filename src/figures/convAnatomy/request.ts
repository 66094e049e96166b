/** `<ConvAnatomy id="fig-anatomy" unit="conv4/39" angle={75} curvature={0.07} x={1} y={-4} />`: one anatomy, and the pictures of the unit's layer and of the layer that feeds it. */
import type { ConvAnatomyRequest } from '../../artifacts/convAnatomy/artifact.ts'
import type { SheetRequest } from '../../artifacts/sheet/artifact.ts'
import type { Request } from '../../artifacts/request.ts'
import { receptiveField } from '../../model/geometry.ts'
import { layerNamed, type LayerTable } from '../../vocabulary/layerTable.ts'
import { formatUnit } from '../../vocabulary/unit.ts'
import { parseUnit, unitPosition } from '../../model/unit.ts'
import { preactivation } from '../../vocabulary/unit.ts'
import { checkNames, numberProp, seedProp, textProp, type Props } from '../props.ts'
import { featuresOf, unitsOf } from '../units.ts'

const KIND = 'ConvAnatomy'

/** What a reader can change; x and y are pixels from the middle pixel of the picture, y down. */
export interface AnatomyState {
  /** With its position: `conv4/39@8,8`. */
  unit: string
  angle: number
  curvature: number
  x: number
  y: number
}

export interface AnatomyProps extends AnatomyState {
  model: string
  seed: number
}

/** The smallest and largest value of each control. */
export const RANGES = {
  angle: [0, 360],
  curvature: [0, 0.2],
  x: [-24, 24],
  y: [-24, 24],
} as const

/** @throws Error with the offending prop and what was allowed */
export function anatomyProps(props: Props, tableOf: (model: string) => LayerTable): AnatomyProps {
  checkNames(KIND, props, ['unit', 'model', 'seed', ...Object.keys(RANGES)])
  const model = textProp(KIND, props, 'model', 'lumen')
  const table = tableOf(model)
  const unit = parseUnit(textProp(KIND, props, 'unit'), table)
  return {
    model,
    unit: formatUnit({ ...unit, at: unitPosition(unit, table) }),
    angle: numberProp(KIND, props, 'angle', 0, RANGES.angle),
    curvature: numberProp(KIND, props, 'curvature', 0, RANGES.curvature),
    x: numberProp(KIND, props, 'x', 0, RANGES.x),
    y: numberProp(KIND, props, 'y', 0, RANGES.y),
    seed: seedProp(KIND, props),
  }
}

/** Its first frame. The artifact measures x and y from the centre of the unit's receptive field. */
export function anatomyOf(props: AnatomyProps, table: LayerTable): ConvAnatomyRequest {
  const { model, unit, angle, curvature, x, y } = props
  const { layer, at } = parseUnit(unit, table)
  const { stride, offset } = receptiveField(table, layer)
  const middle = Math.floor(table.input.size / 2)
  const fromField = (from: number, axis: 0 | 1) => from + middle - (offset[axis] + stride * at![axis])
  return {
    kind: 'convAnatomy',
    model,
    unit,
    stimulus: { angle, curvature, x: fromField(x, 1), y: fromField(y, 0) },
  }
}

/** Pictures of the units of `layer`. */
export const sheetFor = ({ model, seed }: AnatomyProps, layer: string, table: LayerTable): SheetRequest => ({
  kind: 'sheet',
  model,
  units: unitsOf(table, layer),
  seed,
})

export function convAnatomyRequests(written: Props, tableOf: (model: string) => LayerTable): Request[] {
  const props = anatomyProps(written, tableOf)
  const table = tableOf(props.model)
  const { layer } = parseUnit(props.unit, table)
  const feeding = featuresOf(table, layerNamed(table, preactivation(layer, table)).inputs[0])
  return [
    anatomyOf(props, table),
    sheetFor(props, layer, table),
    ...(feeding === null ? [] : [sheetFor(props, feeding, table)]),
  ]
}
