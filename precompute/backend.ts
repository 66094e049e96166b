/** Where the numbers are computed in Node: TF.js with gradients, on a GPU through Dawn, on WASM, or on the plain CPU. */
import * as tf from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import type { Backend } from './backendName.ts'

export interface Running {
  backend: Backend
  /** The GPU's name; null for WASM and CPU. */
  adapter: string | null
  /** Why it is not a GPU where one was to be had, or what else a person should know. */
  note: string | null
}

/**
 * Makes a backend current. `auto` is the GPU where there is one, else WASM. A software device, which is
 * slower than WASM, is used only when `webgpu` is asked for by name.
 * @param onLost called when a GPU is lost: what was begun on it may never end
 * @throws Error where the backend asked for by name cannot be had
 */
export async function startBackend(
  choice: Backend | 'auto',
  onLost: (message: string) => void = () => {},
): Promise<Running> {
  if (choice === 'cpu' || choice === 'wasm') return start(choice)
  const gpu = await findGpu()
  if (choice === 'auto') {
    if ('missing' in gpu) return start('wasm', gpu.missing)
    if (gpu.software) return start('wasm', `${gpu.name} is a software device`)
  } else if ('missing' in gpu) throw new Error(`no WebGPU: ${gpu.missing}. Use --backend wasm, or leave --backend away`)
  await import('@tensorflow/tfjs-backend-webgpu')
  const note = gpu.software ? 'a software device, for comparison only' : null
  const running = await start('webgpu', note, gpu.name)
  watch((tf.backend() as unknown as { device: GPUDevice }).device, onLost)
  return running
}

let gpuFailure: string | undefined

/** A GPU reports errors apart from the calls that made them, and goes on with wrong numbers. */
function watch(device: GPUDevice, onLost: (message: string) => void): void {
  device.addEventListener('uncapturederror', (event) => {
    event.preventDefault()
    gpuFailure ??= event.error.message
  })
  void device.lost.then(({ message }) => {
    gpuFailure = `the device was lost: ${message}`
    onLost(`the GPU reported: ${gpuFailure}`)
  })
}

/**
 * What was computed since the last call is right as far as the GPU knows.
 * @throws Error with what the GPU reported
 */
export async function checkGpu(): Promise<void> {
  if (tf.getBackend() !== 'webgpu') return
  // Errors arrive after the work that made them.
  await (tf.backend() as unknown as { device: GPUDevice }).device.queue.onSubmittedWorkDone()
  const failure = gpuFailure
  gpuFailure = undefined
  if (failure !== undefined) throw new Error(`the GPU reported: ${failure.trim().split('\n')[0]} Try --backend wasm`)
}

async function start(backend: Backend, note: string | null = null, adapter: string | null = null): Promise<Running> {
  // Also quiets the advice to install another package on the first use of the CPU.
  tf.enableProdMode()
  if (await tf.setBackend(backend)) {
    await tf.ready()
    return { backend, adapter, note }
  }
  throw new Error(`backend ${backend} did not start`)
}

type Gpu = { name: string; software: boolean } | { missing: string }

/** The adapter's name as Dawn tells it; TF.js will ask for the same one. Leaves `navigator.gpu` behind. */
async function findGpu(): Promise<Gpu> {
  let dawn: typeof import('webgpu')
  try {
    dawn = await import('webgpu')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return {
      missing:
        code === 'ERR_MODULE_NOT_FOUND'
          ? 'the package webgpu is not installed (npm install --include=optional)'
          : `Dawn does not load here: ${message.split('\n')[0]}`,
    }
  }
  Object.assign(globalThis, dawn.globals)
  const gpu = dawn.create([])
  Object.defineProperty(globalThis.navigator, 'gpu', { value: gpu, configurable: true })
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null)
  if (!adapter)
    return {
      missing: `no GPU adapter${process.platform === 'linux' ? ' (it takes libvulkan1 and the driver of the GPU)' : ''}`,
    }
  const { vendor, architecture, device, description } = adapter.info
  const name = [description, device, architecture, vendor].find((part) => part) ?? 'unnamed GPU'
  const said = [vendor, architecture, device, description].join(' ')
  return { name, software: /swiftshader|llvmpipe|lavapipe|software|\bcpu\b/i.test(said) }
}
