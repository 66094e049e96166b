/**
 * What a backend can do at best: `node ceiling.ts wasm|webgpu` prints as JSON the GFLOP/s of large plain
 * convolutions, no gradients, nothing else. One process a worker, all at once. Seconds of the processor
 * count, not of the clock, but for a GPU: what else the machine does then matters less.
 */
import * as tf from '@tensorflow/tfjs'
import { startBackend } from '../backend.ts'
import type { Backend } from '../backendName.ts'

/** Seconds for each. */
const TIME = 1.5

/** `[batch, side, channels, kernel, filters]`. */
const PLAIN = [
  [16, 32, 64, 3, 64],
  [16, 16, 64, 5, 64],
  [16, 16, 128, 3, 128],
  [16, 16, 256, 3, 256],
  [16, 16, 256, 1, 1024],
] as const

const backend = process.argv[2] as Backend
await startBackend(backend)
const rates: number[] = []
for (const [batch, side, channels, kernel, filters] of PLAIN) {
  const x = tf.randomNormal([batch, side, side, channels], 0, 1, 'float32', 0) as tf.Tensor4D
  const w = tf.randomNormal([kernel, kernel, channels, filters], 0, 1, 'float32', 1) as tf.Tensor4D
  const once = async () => {
    const y = tf.conv2d(x, w, 1, 'same')
    // Reading one number waits for a GPU.
    const corner = tf.slice(y, [0, 0, 0, 0], [1, 1, 1, 1])
    await corner.data()
    tf.dispose([y, corner])
  }
  await once()
  const flop = 2 * batch * side * side * channels * kernel * kernel * filters
  const begun = performance.now()
  const before = process.cpuUsage()
  let times = 0
  for (; performance.now() - begun < 1000 * TIME; times++) await once()
  const { user, system } = process.cpuUsage(before)
  const seconds = backend === 'webgpu' ? (performance.now() - begun) / 1000 : (user + system) / 1e6
  rates.push((flop * times) / seconds / 1e9)
  tf.dispose([x, w])
}
console.log(JSON.stringify(rates))
process.exit()
