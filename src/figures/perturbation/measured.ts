/** What was measured over many pictures, which only some machines hold. */
import type { Perturbation } from '../../artifacts/perturbation.ts'

export type Measured = Pick<Perturbation, 'data' | 'images' | 'steps' | 'results' | 'empty'>

/** The measurement, or why there is none to show. */
export type Many = { measured: Measured } | { missing: string }
