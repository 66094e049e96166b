/** The process of a worker: `worker.ts`, once modules are found by place as they are on a page. */
import './foundByPlace.ts'

await import('./worker.ts')
