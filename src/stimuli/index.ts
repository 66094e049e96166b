/** The stimuli, as their users name them. */
export { curve, type CurveParameter } from './curve.ts'
export { families, familyNamed } from './families.ts'
export {
  coloursOf,
  draw,
  drawCoverage,
  PAINT,
  tint,
  type Colour,
  type Columns,
  type Family,
  type Frame,
  type Paint,
  type Sample,
} from './family.ts'
export { paintParameters, parameters, type FamilyName, type Parameter, type ParameterOf } from './parameters.ts'
