/** Responses of units along one parameter of a family of stimuli, or two, as JSON; and some of the stimuli. */
import type { RequestOf } from '../../src/artifacts/request.ts'
import { drawField, tuning as tuningOf } from '../../src/circuits/responses/tuning.ts'
import { pictured, sampleAt, size } from '../../src/vocabulary/axis.ts'
import { familyNamed } from '../../src/stimuli/families.ts'
import type { Kind } from '../kind.ts'
import { encodeWebp } from '../webp.ts'

/** Of one stimulus, in pixels. */
const TILE = 48

interface Computed {
  /** One list per unit. */
  responses: Float32Array[]
  /** RGB in [0, 1] of each stimulus pictured. */
  pictures: Float32Array
  count: number
}

export const tuning: Kind<RequestOf<'tuning'>, Computed> = {
  needs: () => [],

  async compute(model, requests) {
    const computed: Computed[] = []
    for (const { units, family, sample, over, by } of requests) {
      const stimuli = familyNamed(family)
      const at = (index: number) => sampleAt(sample, over, by, index)
      const all = Array.from({ length: size(over, by) }, (_, i) => at(i))
      const responses = await tuningOf(model, units)(stimuli, all)
      const shown = pictured(over, by).map(at)
      const image = drawField(model.table, units[0]!, stimuli, shown, TILE)
      computed.push({ responses, pictures: await image.data<'float32'>(), count: shown.length })
      image.dispose()
    }
    return computed
  },

  async encode({ units }, { responses, pictures, count }) {
    responses.forEach((values, i) => {
      const bad = values.find((value) => !Number.isFinite(value))
      if (bad !== undefined) throw new Error(`${units[i]} responded with ${bad}`)
    })
    const json = { responses: responses.map((values) => Array.from(values, short)) }
    const columns = Math.ceil(Math.sqrt(count))
    const rows = Math.ceil(count / columns)
    const pixels = new Uint8Array(columns * TILE * rows * TILE * 3).fill(128)
    for (let i = 0; i < count; i++)
      for (let y = 0; y < TILE; y++) {
        const from = (i * TILE + y) * TILE * 3
        const to = ((Math.floor(i / columns) * TILE + y) * columns + (i % columns)) * TILE * 3
        for (let x = 0; x < 3 * TILE; x++)
          pixels[to + x] = Math.round(255 * Math.min(1, Math.max(0, pictures[from + x]!)))
      }
    const whole = { pixels, width: columns * TILE, height: rows * TILE }
    const tile = { width: TILE, height: TILE }
    return {
      files: [
        { extension: 'json', bytes: new TextEncoder().encode(`${JSON.stringify(json)}\n`) },
        { extension: 'webp', bytes: await encodeWebp(whole, tile) },
      ],
      tiles: { ...tile, columns, rows },
      outcomes: [],
    }
  },
}

/** Three decimals: a thousandth of what a typical unit reaches, finer than any plot. */
const short = (value: number): number => Math.round(value * 1000) / 1000
