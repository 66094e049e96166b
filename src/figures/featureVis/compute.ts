/** A picture made step by step. */
export { ascent } from '../../optvis/ascent.ts'
