/** The page's worker, and its second for `sharedCall`: TF.js on WASM with SIMD on one thread, since threads need headers that static hosts do not send. */
import { env, ready, setBackend } from '@tensorflow/tfjs-core'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url'
import type { Model } from '../model/model.ts'
import { Failure, failureOf } from './failure.ts'
import { registerGradients } from './gradients.ts'
import { loadModel } from './loadModel.ts'
import type { Asked, AskMessage, Progress, ReplyMessage } from './messages.ts'

/** `networkNamed` gives another network of the site, by its id. */
type Compute = (model: Model, given: unknown, networkNamed: (id: string) => Promise<Model>) => unknown
type Frames = AsyncGenerator<unknown, void, void>

/** What figures compute live, each kind's loaded when one of it asks. */
const modules = import.meta.glob<Record<string, Compute>>(['../figures/*/compute.ts', '../widgets/*/compute.ts'])

const reply = (message: ReplyMessage) => postMessage(message)

let backend: Promise<void> | undefined
const models = new Map<string, Promise<Model>>()
const running = new Map<string, Frames>()

async function startBackend(): Promise<void> {
  registerGradients()
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false)
  if (typeof WebAssembly === 'undefined' || !(await env().getAsync('WASM_HAS_SIMD_SUPPORT')))
    throw new Failure('browser', 'this browser lacks WebAssembly SIMD; a current version has it')
  const binary = new URL(simd, self.location.href).href
  // It wants an address for each of its binaries, though it loads one.
  setWasmPaths({
    'tfjs-backend-wasm.wasm': binary,
    'tfjs-backend-wasm-simd.wasm': binary,
    'tfjs-backend-wasm-threaded-simd.wasm': binary,
  })
  // TF.js says in the console alone why it could not.
  if (!(await setBackend('wasm').catch(() => false)))
    throw new Failure('missing', 'what it computes with could not be loaded; check the connection, or reload the page')
  await ready()
}

/** A promise that is forgotten once it fails, so that the next question tries again. */
function started(): Promise<void> {
  backend ??= startBackend().catch((error: unknown) => {
    backend = undefined
    throw error
  })
  return backend
}

function modelAt(address: string, onProgress: (progress: Progress) => void): Promise<Model> {
  let model = models.get(address)
  if (!model) {
    model = loadModel(address, onProgress)
    model.catch(() => models.delete(address))
    models.set(address, model)
  }
  return model
}

async function begun({ kind, name, model, given }: Asked, onProgress: (progress: Progress) => void): Promise<unknown> {
  const load = modules[`../figures/${kind}/compute.ts`] ?? modules[`../widgets/${kind}/compute.ts`]
  const compute = (await load?.())?.[name]
  if (!compute)
    throw new Failure('missing', `the page is older than what it computes with (${kind} ${name}); reload it`)
  await started()
  const networkNamed = (id: string) => modelAt(new URL(`../${id}/model.json`, model).href, onProgress)
  return compute(await modelAt(model, onProgress), given, networkNamed)
}

async function answer(message: AskMessage): Promise<unknown> {
  const onProgress = (progress: Progress) => reply({ id: message.id, progress })
  if (message.act === 'call') return begun(message, onProgress)
  const { run } = message
  if (message.act === 'start') return void running.set(run, (await begun(message, onProgress)) as Frames)
  const frames = running.get(run)
  if (message.act === 'stop') {
    running.delete(run)
    return void (await frames?.return())
  }
  try {
    const { value, done } = (await frames?.next()) ?? { value: undefined, done: true }
    if (done) running.delete(run)
    return value
  } catch (error) {
    // A run that fails is over.
    running.delete(run)
    throw error
  }
}

// One question after the other: TF.js keeps its scopes in one place.
let last = Promise.resolve()
onmessage = ({ data }: MessageEvent<AskMessage>) => {
  last = last.then(async () => {
    try {
      reply({ id: data.id, result: await answer(data) })
    } catch (error) {
      const { message, reason } = failureOf(error)
      reply({ id: data.id, error: message, cause: reason })
    }
  })
}
