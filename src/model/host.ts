import * as tf from '@tensorflow/tfjs-core'

/**
 * Whether a tensor's numbers are in this process's memory (WASM, CPU), where a plain loop over them is
 * several times faster than some of TF.js's kernels. On a GPU they must stay where they are.
 */
export const isHost = (): boolean => tf.getBackend() === 'wasm' || tf.getBackend() === 'cpu'
