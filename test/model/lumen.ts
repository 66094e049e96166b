/** The default network, and where its float32 originals lie on the machine it is developed on. */
import { existsSync } from 'node:fs'
import { readLayerTable } from '../../precompute/readModel.ts'
import type { LayerTable } from '../../src/vocabulary/layerTable.ts'

export const FOLDER = 'public/models/lumen'
/** Weights in float32 and PyTorch's activations; too large for the repository. */
export const ORIGINALS = '../shared/models/lumen'

export const lumenTable = (): LayerTable => readLayerTable('lumen')

/** Whether `path` exists; says on the console what is skipped where it does not. */
export function present(path: string, test: string): boolean {
  const found = existsSync(path)
  if (!found) console.warn(`skipped: ${test} (there is no ${path} on this machine)`)
  return found
}
