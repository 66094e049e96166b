/**
 * How much of each unit of one layer can be said from all units of another together, where no single one is its
 * fellow: ridge regression, judged on stimuli that it was not fitted to.
 */
import { positiveDefinite } from '../parts/positiveDefinite.ts'
import type { Responses } from './unitMatching.ts'

/** Strengths that are tried: each a share of the number of stimuli, with predictors of unit variance. */
const STRENGTHS = [0.001, 0.01, 0.1, 1]
const FOLDS = 5

/**
 * The share of each unit's variance that the other layer's units explain, on stimuli left out of the fit, one fifth
 * after the other: at most 1, and below 0 where the mean would have been the better guess; 0 for a unit that never
 * changes. The strength of the penalty is chosen for all units at once within the stimuli that are fitted to.
 * @param targets one list per unit, one value per stimulus
 * @param predictors the same of another layer
 * @param group stimuli that belong together follow one another in groups of this size, and are left out together
 */
export function explainedByOthers(targets: Responses, predictors: Responses, group = 1): number[] {
  const count = targets[0]?.length ?? 0
  const all = Array.from({ length: count }, (_, i) => i)
  const foldOf = (i: number) => Math.floor(i / group) % FOLDS
  const missed = targets.map(() => 0)
  const guessed = targets.map(() => 0)
  for (let fold = 0; fold < FOLDS; fold++) {
    const fitted = all.filter((i) => foldOf(i) !== fold)
    const left = all.filter((i) => foldOf(i) === fold)
    const next = (fold + 1) % FOLDS
    const [inner, outer] = [fitted.filter((i) => foldOf(i) !== next), fitted.filter((i) => foldOf(i) === next)]
    const tried = STRENGTHS.map((strength) => {
      const errors = squaredErrors(targets, predictors, inner, outer, strength)
      return errors.reduce((sum, { model, mean }) => sum + (mean > 0 ? model / mean : 0), 0)
    })
    const best = STRENGTHS[tried.indexOf(Math.min(...tried))]!
    squaredErrors(targets, predictors, fitted, left, best).forEach(({ model, mean }, unit) => {
      missed[unit]! += model
      guessed[unit]! += mean
    })
  }
  return missed.map((error, unit) => (guessed[unit]! > 0 ? 1 - error / guessed[unit]! : 0))
}

/** Sums of squares of each target on stimuli left out: what the fit misses, and what the mean of those fitted to does. */
function squaredErrors(
  targets: Responses,
  predictors: Responses,
  fitted: readonly number[],
  left: readonly number[],
  strength: number,
): { model: number; mean: number }[] {
  const scaled = predictors.map((values) => standardized(values, fitted))
  const fit = ridge(
    scaled.map((of) => Float64Array.from(fitted, of)),
    strength * fitted.length,
  )
  const others = scaled.map((of) => Float64Array.from(left, of))
  return targets.map((values) => {
    const mean = fitted.reduce((sum, i) => sum + values[i]!, 0) / fitted.length
    const weights = fit(Float64Array.from(fitted, (i) => values[i]! - mean))
    let [model, plain] = [0, 0]
    left.forEach((i, place) => {
      const truth = values[i]! - mean
      const guess = others.reduce((sum, each, p) => sum + weights[p]! * each[place]!, 0)
      model += (truth - guess) ** 2
      plain += truth ** 2
    })
    return { model, mean: plain }
  })
}

/** The value of a stimulus, with the mean of those fitted to taken off and their deviation as the unit. */
function standardized(values: ArrayLike<number>, fitted: readonly number[]): (i: number) => number {
  const mean = fitted.reduce((sum, i) => sum + values[i]!, 0) / fitted.length
  const variance = fitted.reduce((sum, i) => sum + (values[i]! - mean) ** 2, 0) / fitted.length
  // What rounding leaves of a constant list is no spread.
  const scale = variance > 1e-12 * mean * mean ? 1 / Math.sqrt(variance) : 0
  return (i) => (values[i]! - mean) * scale
}

/**
 * Ridge regression with centred predictors: `(target) → weights` that make ‖y − Xw‖² + penalty · ‖w‖² least.
 * @param predictors one list per predictor
 * @param penalty above 0
 */
export function ridge(
  predictors: readonly Float64Array[],
  penalty: number,
): (target: ArrayLike<number>) => Float64Array {
  const count = predictors.length
  const product = (a: ArrayLike<number>, b: ArrayLike<number>) => {
    let sum = 0
    for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
    return sum
  }
  const matrix = new Float64Array(count * count)
  for (let i = 0; i < count; i++)
    for (let j = 0; j <= i; j++)
      matrix[i * count + j] = matrix[j * count + i] = product(predictors[i]!, predictors[j]!) + (i === j ? penalty : 0)
  const solve = positiveDefinite(matrix, count)
  return (target) => solve(predictors.map((each) => product(each, target)))
}
