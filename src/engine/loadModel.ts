/** Fetches a network and puts it on the current backend. */
import { Failure } from './failure.ts'
import { fetched } from './fetched.ts'
import { parseLayerTable } from '../model/parseLayerTable.ts'
import { createModel, type Model } from '../model/model.ts'
import { readSafetensors } from '../model/safetensors.ts'
import type { Progress } from './messages.ts'

/**
 * @param address of `model.json`
 * @throws Failure where a file did not arrive, or is not the one that `model.json` names
 */
export async function loadModel(address: string, onProgress: (progress: Progress) => void): Promise<Model> {
  const table = parseLayerTable(await (await fetched(address, 'the network')).json())
  const response = await fetched(new URL(table.weights.file, address).href, 'the network')
  return createModel(table, readSafetensors(await readBytes(response, table.weights.bytes, onProgress)))
}

async function readBytes(
  response: Response,
  total: number,
  onProgress: (progress: Progress) => void,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(total)
  let loaded = 0
  onProgress({ loaded, total })
  for (const reader = response.body!.getReader(); ;) {
    const { done, value } = await reader.read()
    if (done) break
    if (loaded + value.length > total) throw wrongSize()
    bytes.set(value, loaded)
    loaded += value.length
    onProgress({ loaded, total })
  }
  if (loaded !== total) throw wrongSize()
  return bytes
}

const wrongSize = () =>
  new Failure('missing', 'what was loaded is not the whole network; check the connection, or reload the page')
