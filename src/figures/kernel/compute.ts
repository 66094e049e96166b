/** The weights between two units, and the mean true gradient that they stand for, stimulus by stimulus. */
export { gradientBetween as gradient, weightsBetween as weights } from '../../circuits/linear/weightsBetween.ts'
