/** Every family of stimuli, by name: the files of `families`. */
import { byName, memberNamed } from '../vocabulary/byName.ts'
import type { Family } from './family.ts'

export const families = byName(import.meta.glob<Family>('./families/*.ts', { eager: true, import: 'default' }))

/**
 * A family whose name is not known until it runs; `draw` checks the names of its parameters.
 * @throws Error listing the families there are
 */
export const familyNamed = (name: string): Family => memberNamed('family of stimuli', families, name)
