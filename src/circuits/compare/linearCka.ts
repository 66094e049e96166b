import type { Responses } from './unitMatching.ts'

/**
 * How alike two layers are as wholes, from 0 to 1: linear centred kernel alignment (Kornblith et al. 2019,
 * "Similarity of Neural Network Representations Revisited", arXiv 1905.00414). It does not change where units are
 * put in another order, mixed by a rotation, or all scaled alike.
 * @param a one list per unit, one value per stimulus
 * @param b the same of another layer, for the same stimuli in the same order
 */
export function linearCka(a: Responses, b: Responses): number {
  const [x, y] = [centred(a), centred(b)]
  const within = Math.sqrt(squaredProducts(x, x) * squaredProducts(y, y))
  return within > 0 ? squaredProducts(x, y) / within : 0
}

const centred = (units: Responses): Float64Array[] =>
  units.map((values) => {
    let mean = 0
    for (let i = 0; i < values.length; i++) mean += values[i]! / values.length
    return Float64Array.from(values, (value) => value - mean)
  })

/** ‖XᵀY‖², the squares of the products of every unit with every other. */
function squaredProducts(x: readonly Float64Array[], y: readonly Float64Array[]): number {
  let sum = 0
  for (const one of x)
    for (const other of y) {
      let product = 0
      for (let i = 0; i < one.length; i++) product += one[i]! * other[i]!
      sum += product * product
    }
  return sum
}
