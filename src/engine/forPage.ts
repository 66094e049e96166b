/** What a page computes with: its worker, and a second one where there is a processor for it. */
import { createEngine, engine, openWorker } from './engine.ts'
import { createSharedCall } from './sharedCall.ts'

export { engine }

export const sharedCall = createSharedCall(
  engine,
  navigator.hardwareConcurrency > 1 ? createEngine(openWorker) : undefined,
)
