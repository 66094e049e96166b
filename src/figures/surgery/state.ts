/** The figure's state as text: what an address may ask for. */
import { formatEdits, parseEdits, type Scaling } from '../../vocabulary/edit.ts'
import type { SurgeryState } from './request.ts'
import type { EditableLayer } from './view.ts'

/** Whether there is such a unit. */
export function isUnit(reference: string, layers: readonly EditableLayer[]): boolean {
  const [name, channel] = reference.split('/')
  const layer = layers.find((each) => each.name === name)
  return layer !== undefined && /^\d+$/.test(channel ?? '') && Number(channel) < layer.channels
}

/** Whether there is such a unit, and the connection leads to it. */
export function isEdit({ unit, from }: Scaling, layers: readonly EditableLayer[]): boolean {
  if (!isUnit(unit, layers)) return false
  if (from === undefined) return true
  const below = layers.find(({ name }) => name === unit.split('/')[0])!.below
  return from.split('/')[0] === below && isUnit(from, layers)
}

/** The author's state with what an address asks for; what makes no sense there is left as it was. */
export function stateFrom(
  asked: ReadonlyMap<string, string>,
  initial: SurgeryState,
  layers: readonly EditableLayer[],
  images: readonly string[],
): SurgeryState {
  const found = { ...initial }
  const unit = asked.get('unit')
  if (unit !== undefined && isUnit(unit, layers)) found.unit = unit
  const image = asked.get('image')
  if (image !== undefined && images.includes(image)) found.image = image
  const edits = asked.get('edits')
  if (edits !== undefined) {
    const read = readable(edits)
    if (read?.every((edit) => isEdit(edit, layers))) found.edits = formatEdits(read)
  }
  return found
}

function readable(text: string): Scaling[] | undefined {
  try {
    return parseEdits(text)
  } catch {
    return undefined
  }
}

/** The edits with one more; of two of the same weights the later stays. */
export function withEdit(edits: readonly Scaling[], edit: Scaling): Scaling[] {
  const same = (other: Scaling) => other.unit === edit.unit && other.from === edit.from
  return edits.some(same) ? edits.map((each) => (same(each) ? edit : each)) : [...edits, edit]
}
