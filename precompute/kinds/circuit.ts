/** A circuit, or one on a picture, as JSON. */
import type { RequestOf } from '../../src/artifacts/request.ts'
import { circuit as circuitOf } from '../../src/circuits/graph/circuit.ts'
import { circuitJson, type CircuitJson } from '../../src/circuits/circuitJson.ts'
import type { Kind } from '../kind.ts'
import { pictureDigest, readPicture } from '../readPicture.ts'

export const circuit: Kind<RequestOf<'circuit'>, CircuitJson> = {
  needs: () => [],
  digest: ({ image }) => (image === null ? '' : pictureDigest(image)),

  async compute(model, requests) {
    const computed: CircuitJson[] = []
    for (const { unit, depth, top, sign, grown, image: name } of requests) {
      const bytes = name === null ? undefined : await readPicture(name, model.table.input.size)
      const image = bytes && { image: Float32Array.from(bytes, (value) => value / 255) }
      computed.push(circuitJson(await circuitOf(model, { unit, depth, top, sign, grown, ...image })))
    }
    return computed
  },

  async encode({ unit }, computed) {
    const bad = computed.edges.find(({ norm, sum }) => !Number.isFinite(norm) || !Number.isFinite(sum))
    if (bad) throw new Error(`circuit of ${unit} has an edge of ${bad.norm}, ${bad.sum}`)
    const bytes = new TextEncoder().encode(`${JSON.stringify(computed)}\n`)
    return { files: [{ extension: 'json', bytes }], outcomes: [] }
  },
}
