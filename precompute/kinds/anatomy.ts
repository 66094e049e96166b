/** How one unit of a convolution gets its value on one curve, as JSON. */
import type { RequestOf } from '../../src/artifacts/request.ts'
import { anatomyJson, type AnatomyJson } from '../../src/circuits/anatomyJson.ts'
import { curveAnatomy } from '../../src/circuits/graph/curveAnatomy.ts'
import type { Kind } from '../kind.ts'

export const anatomy: Kind<RequestOf<'anatomy'>, AnatomyJson> = {
  needs: () => [],

  async compute(model, requests) {
    const computed: AnatomyJson[] = []
    for (const { unit, stimulus } of requests) computed.push(anatomyJson(await curveAnatomy(model, unit, stimulus)))
    return computed
  },

  async encode({ unit }, computed) {
    if (!Number.isFinite(computed.preactivation))
      throw new Error(`anatomy of ${unit} has the preactivation ${computed.preactivation}`)
    const bytes = new TextEncoder().encode(`${JSON.stringify(computed)}\n`)
    return { files: [{ extension: 'json', bytes }], outcomes: [] }
  },
}
