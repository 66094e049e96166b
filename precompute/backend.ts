/** Where the numbers are computed in Node: TF.js with gradients, on WASM or the plain CPU. */
import '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
