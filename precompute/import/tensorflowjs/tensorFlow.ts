/** The whole of TensorFlow.js, layers included, for running originals. */
export type TensorFlow = typeof import('@tensorflow/tfjs')

/**
 * Runs an original on TensorFlow.js's backend in plain JavaScript, and puts back the backend that stood. It is the
 * one to compare with: it shares nothing with the backend that networks run on here, and on WASM a fused convolution
 * without bias puts out zeros (TensorFlow.js 4.22).
 */
export async function inPlainJavaScript<T>(run: (tf: TensorFlow) => Promise<T>): Promise<T> {
  const tf = await import('@tensorflow/tfjs')
  const before = tf.getBackend() as string | undefined
  await tf.setBackend('cpu')
  try {
    return await run(tf)
  } finally {
    if (before) await tf.setBackend(before)
  }
}
