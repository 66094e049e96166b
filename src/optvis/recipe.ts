/**
 * The recipe: the numbers behind every picture of a unit. Chosen for lumen by looking at sheets of
 * whole layers; `npm run bench:pictures` prints the scores they reach.
 */
import { similarity, spread, type Transform } from './transform.ts'

export interface Recipe {
  /** Steps taken. */
  steps: number
  /** Adam's rate at a step, counted from 1, for a picture of `side` pixels. */
  rate(step: number, side: number): number
  /** Standard deviation of the initial Fourier coefficients: small, so that the start is grey. */
  deviation: number
  /**
   * Exponent of the spectrum. A little above the 1 of natural images: at 1 the ground of conv6, conv7
   * and the classes fills with pixel-wide worms; at 1.3 small features of conv2 and conv3 blur.
   */
  decay: number
  /**
   * Root mean square, before squashing to −1 … 1, of a picture whose side is `side` pixels. It takes the
   * place of penalties: without it, more contrast is always more score and pictures saturate; with it,
   * next to no value is clipped, ground a unit does not care about stays grey, and scores are
   * comparable between units of a layer.
   */
  bound(side: number): number
  /** Pixels beyond the receptive field on each side, so that a shift has something to reveal. */
  margin: number
  /** What each step does to the canvas; `crop` is the size the network sees. */
  transform(crop: readonly [number, number]): Transform
}

/** Steps of the whole schedule: after them the rate is zero. */
export const STEPS = 128

/** Between 1 and 0: half a period of a cosine. */
const cosine = (step: number): number => (1 + Math.cos((Math.PI * (step - 1)) / STEPS)) / 2

/**
 * A score has settled when what is left of the schedule, the sum of the rates to come, is less than
 * this share of the whole. `npm run bench:settled` compares with the whole schedule, unit by unit: no
 * score of lumen is more than 1 % lower.
 */
const SETTLED = 0.012

/** The step after which a score has settled: 104. It is the same for all units, so that nothing is read back. */
function settledAfter(): number {
  const rates = Array.from({ length: STEPS }, (_, i) => cosine(i + 1))
  const sum = (list: readonly number[]) => list.reduce((total, rate) => total + rate, 0)
  return rates.findIndex((_, taken) => sum(rates.slice(taken)) < SETTLED * sum(rates))
}

const SMALLEST_BOUND = 0.42

/**
 * A photograph somewhere fills seven pixels with full contrast, never sixty-four: the best of 10,000
 * patches come within 11 % of what any image could give a unit of lumen's conv1.
 */
const bound = (side: number): number => Math.max(SMALLEST_BOUND, 8.5 / side)

export const recipe: Recipe = {
  steps: settledAfter(),
  // The bound makes the picture independent of the parameters' length, which grows: a constant rate
  // turns ever less. A cosine to zero lets the last steps settle; on lumen's conv4 and conv6, peaks of
  // 0.02 and 0.1 scored lower. A picture that may have more contrast has farther to go.
  rate: (step, side) => 0.03 * cosine(step) * (bound(side) / SMALLEST_BOUND),
  deviation: 0.001,
  decay: 1.1,
  bound,
  margin: 1,
  // Smaller than Lucid's, whose pictures are several times as wide, and smaller yet where a picture is
  // only a few pixels wide. A shift by parts of a pixel blurs a little and so costs high-frequency
  // noise its score.
  transform(crop) {
    const strength = Math.min(1, (Math.max(...crop) / 39) ** 2)
    const turn = 5 * strength
    const zoom = 0.04 * strength
    return similarity({
      degrees: spread(-turn, turn, 21),
      factors: spread(1 - zoom, 1 + zoom, 9),
      shift: 2 * strength,
      crop,
    })
  },
}
