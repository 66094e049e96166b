/** The process of a worker: what it does is in `answer.ts`. */
import './foundByPlace.ts'

await import('./answer.ts')
