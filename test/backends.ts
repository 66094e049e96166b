import * as tf from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import { beforeAll, describe } from 'vitest'

// Else TF.js advertises its native add-on.
tf.enableProdMode()

/** Backends that every machine has. */
export const BACKENDS = ['cpu', 'wasm'] as const

/** The same tests on each backend, as in TF.js's own `describeWithFlags(name, ALL_ENVS, …)`. */
export function describeOnEachBackend(name: string, tests: () => void): void {
  describe.each(BACKENDS)(`${name}, on %s`, (backend) => {
    beforeAll(async () => {
      await tf.setBackend(backend)
      await tf.ready()
    })
    tests()
  })
}
