/** The networks that tell what a hand-built unit is worth: without the learned one, and with it in its place. */
import type { CurveBench } from '../responses/curveBench.ts'
import type { Edit } from '../../vocabulary/edit.ts'
import { handBuilt, handBuiltFamily, type HandBuiltRequest } from './handBuilt.ts'

export interface TransplantRequest extends HandBuiltRequest {
  /** Units that look for the same, turned; the unit itself apart. */
  family: readonly string[]
}

/** In the order of `transplants`; those of the family only where there is one. */
export const TRANSPLANTS = ['ablated', 'transplanted', 'familyAblated', 'familyTransplanted'] as const

/** One list of edits for each network. */
export function transplants(bench: CurveBench, request: TransplantRequest): Edit[][] {
  const { unit, family } = request
  const own = handBuilt(bench, request).edit
  const alone: Edit[][] = [[{ unit, by: 0 }], [own]]
  if (family.length === 0) return alone
  const members = handBuiltFamily(bench, request, family)
  return [...alone, [unit, ...family].map((each) => ({ unit: each, by: 0 })), [own, ...members.map(({ edit }) => edit)]]
}
