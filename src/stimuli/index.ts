/** The stimuli, as their users name them. */
export { families, familyNamed } from './families.ts'
export {
  coloursOf,
  draw,
  drawCoverage,
  PAINT,
  tint,
  type Columns,
  type Family,
  type Frame,
  type Sample,
} from './family.ts'
