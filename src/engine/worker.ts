/** The page's worker, and its second for `sharedCall`: TF.js on WASM with SIMD on one thread, since threads need headers that static hosts do not send. */
import { env, ready, setBackend } from '@tensorflow/tfjs-core'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import type { Model } from '../model/model.ts'
import { calls, type CallName, type Result } from './calls.ts'
import { registerGradients } from './gradients.ts'
import { loadModel } from './loadModel.ts'
import type { CallMessage, Progress, ReplyMessage } from './messages.ts'

const reply = (message: ReplyMessage) => postMessage(message)

let backend: Promise<void> | undefined
const models = new Map<string, Promise<Model>>()

async function startBackend(): Promise<void> {
  registerGradients()
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  if (!(await env().getAsync('WASM_HAS_SIMD_SUPPORT')))
    throw new Error('this browser lacks WebAssembly SIMD; a current version has it')
  const binary = new URL(simd, self.location.href).href
  // It wants an address for each of its binaries, though it loads one.
  setWasmPaths({
    'tfjs-backend-wasm.wasm': binary,
    'tfjs-backend-wasm-simd.wasm': binary,
    'tfjs-backend-wasm-threaded-simd.wasm': binary,
  })
  if (!(await setBackend('wasm'))) throw new Error('WebAssembly could not be started')
  await ready()
}

/** The network at an address, loaded once; a failure is forgotten, so that the next call tries again. */
function modelAt(address: string, onProgress: (progress: Progress) => void): Promise<Model> {
  let model = models.get(address)
  if (!model) {
    model = loadModel(address, onProgress)
    model.catch(() => models.delete(address))
    models.set(address, model)
  }
  return model
}

async function answer({ id, call, model, arguments: given }: CallMessage): Promise<void> {
  try {
    backend ??= startBackend()
    await backend
    const network = await modelAt(model, (progress) => reply({ id, progress }))
    const compute = calls[call] as (model: Model, given: unknown) => Promise<Result<CallName>>
    reply({ id, result: await compute(network, given) })
  } catch (error) {
    reply({ id, error: error instanceof Error ? error.message : String(error) })
  }
}

// One call after the other: TF.js keeps its scopes in one place.
let last = Promise.resolve()
onmessage = ({ data }: MessageEvent<CallMessage>) => {
  last = last.then(() => answer(data))
}
