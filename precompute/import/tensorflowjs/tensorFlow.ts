/** The whole of TensorFlow.js, layers included, on a backend that computes in full precision. */
export type TensorFlow = typeof import('@tensorflow/tfjs')

export async function tensorFlow(): Promise<TensorFlow> {
  const tf = await import('@tensorflow/tfjs')
  // What stands is kept; alone, the original runs on plain JavaScript.
  if (!tf.getBackend()) await tf.setBackend('cpu')
  return tf
}
