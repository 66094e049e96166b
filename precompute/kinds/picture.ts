/** A unit's feature visualization, as a WebP of the size it was optimized at. */
import type { RequestOf } from '../../src/artifacts/request.ts'
import { parseUnit } from '../../src/model/unit.ts'
import { recipe } from '../../src/optvis/recipe.ts'
import { visualizeUnits, type Visualization } from '../../src/optvis/visualizeUnits.ts'
import type { Kind } from '../kind.ts'
import { encodeWebp } from '../webp.ts'

export const picture: Kind<RequestOf<'picture'>, Visualization> = {
  needs: () => [],

  async compute(model, requests, onStep) {
    const units = requests.map(({ unit }) => parseUnit(unit, model.table))
    const { layer } = units[0]!
    const channels = units.map(({ channel }) => channel)
    return visualizeUnits(model, layer, channels, {
      seed: requests[0]!.seed,
      onStep: (step) => onStep(step, recipe.steps),
    })
  },

  async encode({ unit }, { image, height, width, score, steps, dead }) {
    if (!Number.isFinite(score))
      throw new Error(
        `picture of ${unit}: its score is ${score} after step ${steps} (must be finite). Try another seed`,
      )
    const bad = image.findIndex((value) => !Number.isFinite(value))
    if (bad >= 0)
      throw new Error(
        `picture of ${unit} holds the value ${image[bad]} after step ${steps} (finite numbers only). Try another seed`,
      )
    const pixels = Uint8Array.from(image, (value) => Math.round(255 * Math.min(1, Math.max(0, value))))
    return {
      files: [{ extension: 'webp', bytes: await encodeWebp({ pixels, width, height }) }],
      tiles: { width, height, columns: 1, rows: 1 },
      outcomes: [{ unit, score: Number(score.toPrecision(6)), steps, dead }],
    }
  },
}
