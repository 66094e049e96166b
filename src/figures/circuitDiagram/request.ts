/** `<CircuitDiagram id="fig-c" unit="conv4/39" depth={2} top={3} />`: a unit and the units it is made of. */
import type { Request, RequestOf } from '../../artifacts/request.ts'
import type { LayerTable } from '../../vocabulary/layerTable.ts'
import { parseUnit } from '../../model/unit.ts'
import { checkNames, numberProp, seedProp, textProp, type Props } from '../props.ts'
import { unitsOf } from '../units.ts'
import { grownOf, MOST, SIGNS, type CircuitState } from './choices.ts'
import { weightLayerNamed, weightLayers } from '../weightLayers.ts'

const KIND = 'CircuitDiagram'

export interface CircuitProps extends CircuitState {
  model: string
  seed: number
}

const NAMES = ['unit', 'depth', 'top', 'sign', 'grown', 'image', 'model', 'seed']

/** @throws Error with the offending prop and what was allowed */
export function circuitProps(props: Props, tableOf: (model: string) => LayerTable): CircuitProps {
  checkNames(KIND, props, NAMES)
  const model = textProp(KIND, props, 'model', 'lumen')
  const table = tableOf(model)
  const unit = textProp(KIND, props, 'unit')
  const { upstream } = weightLayerNamed(weightLayers(table), table, parseUnit(unit, table).layer)
  // The image is no layer of units.
  const deepest = upstream.length - 1
  const sign = textProp(KIND, props, 'sign', 'both')
  const found = SIGNS.find((each) => each === sign)
  if (!found) throw new Error(`invalid sign of <${KIND}>: ${sign} (allowed: ${SIGNS.join(', ')})`)
  const grown = props.grown === undefined ? '' : textProp(KIND, props, 'grown')
  for (const each of grownOf(grown)) parseUnit(each.unit, table)
  return {
    unit,
    depth: whole('depth', numberProp(KIND, props, 'depth', Math.min(2, deepest), [0, deepest])),
    top: whole('top', numberProp(KIND, props, 'top', 3, [1, MOST])),
    sign: found,
    grown,
    image: props.image === undefined ? '' : textProp(KIND, props, 'image'),
    model,
    seed: seedProp(KIND, props),
  }
}

function whole(name: string, value: number): number {
  if (Number.isInteger(value)) return value
  throw new Error(`invalid ${name} of <${KIND}>: ${value} (write a whole number)`)
}

/** The first frame. */
export const circuitOf = (props: CircuitProps): RequestOf<'circuit'> => {
  const { model, unit, depth, top, sign, grown, image } = props
  return { kind: 'circuit', model, unit, depth, top, sign, grown: grownOf(grown), image: image || null }
}

/** Pictures of the units of a layer. */
export const sheetFor = ({ model, seed }: CircuitProps, layer: string, table: LayerTable): RequestOf<'sheet'> => ({
  kind: 'sheet',
  model,
  units: unitsOf(table, layer),
  seed,
})

/** The circuit, and the pictures of every layer that it reaches. */
export function circuitRequests(written: Props, tableOf: (model: string) => LayerTable): Request[] {
  const props = circuitProps(written, tableOf)
  const table = tableOf(props.model)
  const layers = weightLayers(table)
  const upstream = (name: string) =>
    layers.find((each) => each.name === name)!.upstream.filter((each) => each !== 'input')
  const own = parseUnit(props.unit, table).layer
  const reached = new Set([own, ...upstream(own).slice(0, props.depth)])
  for (const { unit, way } of grownOf(props.grown)) {
    const { layer } = parseUnit(unit, table)
    const next = way === 'up' ? upstream(layer)[0] : layers.find(({ adjacent }) => adjacent === layer)?.name
    if (next) reached.add(next)
  }
  return [circuitOf(props), ...[...reached].map((layer) => sheetFor(props, layer, table))]
}
