/** Fetches a network and puts it on the current backend. */
import { fetchedBytes, fetchedJson } from './fetched.ts'
import { parseLayerTable } from '../model/parseLayerTable.ts'
import { createModel, type Model } from '../model/model.ts'
import { readSafetensors } from '../model/safetensors.ts'
import type { Progress } from './messages.ts'

/**
 * @param address of its layer table, beside which its weights lie
 * @throws Failure where a file did not arrive, or is not the one that the address or the layer table states
 */
export async function loadModel(address: string, onProgress: (progress: Progress) => void): Promise<Model> {
  const table = parseLayerTable(await fetchedJson(address, 'the network'))
  const { file, bytes, sha256 } = table.weights
  const weights = await fetchedBytes(new URL(file, address).href, 'the network', { bytes, sha256 }, onProgress)
  return createModel(table, readSafetensors(weights))
}
