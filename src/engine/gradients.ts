/**
 * Registers with TF.js the gradients of the operations that `forward`, the objectives and the
 * parameterizations are made of. All of TF.js's gradients would be three times as large.
 */
import { registerGradient, type GradConfig } from '@tensorflow/tfjs-core'
import { absGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Abs_grad'
import { addNGradConfig } from '@tensorflow/tfjs-core/dist/gradients/AddN_grad'
import { addGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Add_grad'
import { avgPoolGradConfig } from '@tensorflow/tfjs-core/dist/gradients/AvgPool_grad'
import { batchMatMulGradConfig } from '@tensorflow/tfjs-core/dist/gradients/BatchMatMul_grad'
import { castGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Cast_grad'
import { concatGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Concat_grad'
import { identityGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Identity_grad'
import { leakyReluGradConfig } from '@tensorflow/tfjs-core/dist/gradients/LeakyRelu_grad'
import { maximumGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Maximum_grad'
import { meanGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Mean_grad'
import { minimumGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Minimum_grad'
import { multiplyGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Multiply_grad'
import { negGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Neg_grad'
import { packGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Pack_grad'
import { padV2GradConfig } from '@tensorflow/tfjs-core/dist/gradients/PadV2_grad'
import { powGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Pow_grad'
import { divGradConfig } from '@tensorflow/tfjs-core/dist/gradients/RealDiv_grad'
import { reluGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Relu_grad'
import { reshapeGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Reshape_grad'
import { sigmoidGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Sigmoid_grad'
import { sliceGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Slice_grad'
import { softmaxGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Softmax_grad'
import { sqrtGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Sqrt_grad'
import { squareGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Square_grad'
import { subGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Sub_grad'
import { sumGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Sum_grad'
import { transposeGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Transpose_grad'
import { unpackGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Unpack_grad'

const GRADIENTS: readonly GradConfig[] = [
  absGradConfig,
  addNGradConfig,
  addGradConfig,
  avgPoolGradConfig,
  batchMatMulGradConfig,
  castGradConfig,
  concatGradConfig,
  identityGradConfig,
  leakyReluGradConfig,
  maximumGradConfig,
  meanGradConfig,
  minimumGradConfig,
  multiplyGradConfig,
  negGradConfig,
  packGradConfig,
  padV2GradConfig,
  powGradConfig,
  divGradConfig,
  reluGradConfig,
  reshapeGradConfig,
  sigmoidGradConfig,
  sliceGradConfig,
  softmaxGradConfig,
  sqrtGradConfig,
  squareGradConfig,
  subGradConfig,
  sumGradConfig,
  transposeGradConfig,
  unpackGradConfig,
]

export function registerGradients(): void {
  for (const gradient of GRADIENTS) registerGradient(gradient)
}
