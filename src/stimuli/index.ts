/** The stimuli, as their users name them. */
export { curve, type CurveParameter } from './curve.ts'
export {
  draw,
  drawCoverage,
  type Colour,
  type Columns,
  type Family,
  type Frame,
  type Paint,
  type Parameter,
  type Sample,
} from './family.ts'
