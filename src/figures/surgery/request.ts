/** `<Surgery id="fig-cut" image="teapot-orange" edits="conv7/235*0" unit="logits/24" />`: one artifact, and the unit's picture as it was. */
import type { SheetRequest } from '../../artifacts/sheet/artifact.ts'
import type { SurgeryRequest } from '../../artifacts/surgery/artifact.ts'
import type { Request } from '../../artifacts/request.ts'
import { formatEdits, parseEdits } from '../../vocabulary/edit.ts'
import { weightsOf } from '../../circuits/graph/connection.ts'
import type { LayerTable } from '../../vocabulary/layerTable.ts'
import { formatUnit, parseUnit } from '../../model/unit.ts'
import { checkNames, seedProp, textProp, type Props } from '../props.ts'
import { unitsOf } from '../units.ts'

const KIND = 'Surgery'

/** What a reader can change. */
export interface SurgeryState {
  /** As `parseEdits` reads it. */
  edits: string
  /** The unit whose picture is made again. */
  unit: string
  /** Name of a picture; empty for one that has none. */
  image: string
}

export interface SurgeryProps extends SurgeryState {
  model: string
  seed: number
}

/** @throws Error with the offending prop and what was allowed */
export function surgeryProps(props: Props, tableOf: (model: string) => LayerTable): SurgeryProps {
  checkNames(KIND, props, ['image', 'edits', 'unit', 'model', 'seed'])
  const model = textProp(KIND, props, 'model', 'lumen')
  const table = tableOf(model)
  if (table.classes.length === 0) throw new Error(`<${KIND}> needs a network with classes (${model} has none)`)
  const edits = parseEdits(textProp(KIND, props, 'edits'))
  for (const edit of edits) weightsOf(table, edit)
  return {
    model,
    edits: formatEdits(edits),
    unit: formatUnit(parseUnit(textProp(KIND, props, 'unit'), table)),
    image: textProp(KIND, props, 'image'),
    seed: seedProp(KIND, props),
  }
}

export const surgeryOf = ({ model, unit, edits, image, seed }: SurgeryProps): SurgeryRequest => ({
  kind: 'surgery',
  model,
  unit,
  edits,
  image,
  seed,
})

/** The unit's picture before any edit. */
export const pictureOf = ({ model, unit, seed }: SurgeryProps): SheetRequest => ({
  kind: 'sheet',
  model,
  units: [unit],
  seed,
})

/** Pictures of the units that are cut, or whose connections are. */
export const cutPictures = ({ model, edits, seed }: SurgeryProps): SheetRequest => ({
  kind: 'sheet',
  model,
  units: [...new Set(parseEdits(edits).map(({ unit, from }) => from ?? unit))],
  seed,
})

/** The pictures of a whole layer, shown where they have been made for another figure. */
export const layerSheet = ({ model, seed }: SurgeryProps, layer: string, table: LayerTable): SheetRequest => ({
  kind: 'sheet',
  model,
  units: unitsOf(table, layer),
  seed,
})

export function surgeryRequests(written: Props, tableOf: (model: string) => LayerTable): Request[] {
  const props = surgeryProps(written, tableOf)
  return [surgeryOf(props), pictureOf(props), cutPictures(props)]
}
