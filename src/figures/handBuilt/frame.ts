import { transplantName } from '../../artifacts/editAccuracies.ts'
import handBuilt from '../../artifacts/handBuilt/artifact.ts'
import { TRANSPLANTS } from '../../circuits/edits/transplant.ts'
import { validationOf } from '../editAccuracies.ts'
import type { FrameExtra } from '../frameOf.ts'

/** What was measured of the author's recipe on validation images, by the names of the comparisons. */
export default (async ({ requests, at: { network } }) => {
  const request = handBuilt.request.parse(requests.built)
  const wanted = TRANSPLANTS.map((name) => ({ name, text: transplantName(request, name) }))
  return { validation: await validationOf(network.id, wanted) }
}) satisfies FrameExtra
