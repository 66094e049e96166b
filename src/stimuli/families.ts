/** Every family of stimuli, by name. */
import { checker } from './checker.ts'
import { circle } from './circle.ts'
import { colourEdge } from './colourEdge.ts'
import { corner } from './corner.ts'
import { curve } from './curve.ts'
import { ellipse } from './ellipse.ts'
import { eyePair } from './eyePair.ts'
import type { Family } from './family.ts'
import { frequencyEdge } from './frequencyEdge.ts'
import { grating } from './grating.ts'
import { head } from './head.ts'
import { line } from './line.ts'
import type { FamilyName, ParameterOf } from './parameters.ts'
import { spiral } from './spiral.ts'
import { texture } from './texture.ts'
import { wheel } from './wheel.ts'

export const families: { [F in FamilyName]: Family<ParameterOf<F>> } = {
  curve,
  line,
  corner,
  circle,
  ellipse,
  spiral,
  grating,
  checker,
  frequencyEdge,
  colourEdge,
  texture,
  eyePair,
  wheel,
  head,
}

/**
 * A family whose name is not known until it runs; `draw` checks the names of its parameters.
 * @throws Error listing the families there are
 */
export function familyNamed(name: string): Family<string> {
  if (Object.hasOwn(families, name)) return families[name as FamilyName]
  throw new Error(`unknown family of stimuli: ${name} (allowed: ${Object.keys(families).join(', ')})`)
}
