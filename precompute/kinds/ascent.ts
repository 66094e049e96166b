/** One picture made with an author's choices: the WebP, and its score step by step as JSON. */
import type { RequestOf } from '../../src/artifacts/request.ts'
import { directionVector, formatDirection } from '../../src/vocabulary/direction.ts'
import { extents } from '../../src/model/geometry.ts'
import { parseUnit } from '../../src/model/unit.ts'
import { ascent as ascend, type Ascended } from '../../src/optvis/ascent.ts'
import type { Kind } from '../kind.ts'
import { encodeWebp } from '../webp.ts'

interface Computed {
  last: Ascended
  curve: { step: number; score: number }[]
}

export const ascent: Kind<RequestOf<'ascent'>, Computed> = {
  needs: () => [],

  async compute(model, requests, onStep) {
    const computed: Computed[] = []
    for (const request of requests) {
      const curve: Computed['curve'] = []
      let last: Ascended | undefined
      const { direction, ...choices } = request
      const { channels } = extents(model.table).get(parseUnit(request.unit, model.table).layer)!
      const vector = direction && directionVector(direction, channels)
      for await (const step of ascend(model, { ...choices, vector })) {
        onStep(step.step, step.steps)
        const score = step.scores?.[0]
        if (score !== undefined) curve.push({ step: step.step, score: Number(score.toPrecision(5)) })
        last = step
      }
      computed.push({ last: last!, curve })
    }
    return computed
  },

  async encode({ unit, direction }, { last: { images, height, width, steps }, curve }) {
    const score = curve.at(-1)!.score
    const wanted = direction ? formatDirection(direction) : unit
    if (!images.every(Number.isFinite)) throw new Error(`picture of ${wanted} came out with a pixel that is no number`)
    const pixels = Uint8Array.from(images, (value) => Math.round(255 * value))
    return {
      files: [
        { extension: 'json', bytes: new TextEncoder().encode(`${JSON.stringify({ curve })}\n`) },
        { extension: 'webp', bytes: await encodeWebp({ pixels, width, height }) },
      ],
      tiles: { width, height, columns: 1, rows: 1 },
      outcomes: [{ unit: wanted, score, steps, dead: score <= 0 }],
    }
  },
}
