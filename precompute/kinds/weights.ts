/** The weights between two units, plain and expanded, and the mean true gradient beside them, as JSON. */
import type { RequestOf } from '../../src/artifacts/request.ts'
import { gradientBetween, weightsBetween, type GradientFrame } from '../../src/circuits/linear/weightsBetween.ts'
import { weightsJson, type WeightsJson } from '../../src/circuits/weightsJson.ts'
import type { Kind } from '../kind.ts'
import { pictureDigest, readPicture } from '../readPicture.ts'

export const weights: Kind<RequestOf<'weights'>, WeightsJson> = {
  needs: () => [],
  digest: ({ image }) => (image === null ? '' : pictureDigest(image)),

  async compute(model, requests) {
    const computed: WeightsJson[] = []
    for (const { to, from, relu, maxPool, image: name, perFamily, seed } of requests) {
      const bytes = name === null ? undefined : await readPicture(name, model.table.input.size)
      const image = bytes && { image: Float32Array.from(bytes, (value) => value / 255) }
      const found = await weightsBetween(model, { to, from, relu, maxPool, ...image })
      let last: GradientFrame | undefined
      for await (const frame of gradientBetween(model, { to, from, perFamily, seed })) last = frame
      computed.push(weightsJson(found, last!))
    }
    return computed
  },

  async encode({ to, from }, computed) {
    const bad = [...computed.expanded, ...computed.gradient.grids].find(({ max }) => !Number.isFinite(max))
    if (bad) throw new Error(`weights of ${to} on ${from} hold the value ${bad.max}`)
    const bytes = new TextEncoder().encode(`${JSON.stringify(computed)}\n`)
    return { files: [{ extension: 'json', bytes }], outcomes: [] }
  },
}
