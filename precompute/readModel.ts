/** Reads a network from `public/models/<id>` and checks its weights against their recorded hash. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseLayerTable } from '../src/model/parseLayerTable.ts'
import type { LayerTable } from '../src/vocabulary/layerTable.ts'
import { createModel, type Model } from '../src/model/model.ts'
import { readSafetensors } from '../src/model/safetensors.ts'

export const MODELS = 'public/models'

/**
 * @throws Error listing the models there are, or naming the file at fault
 */
export function readLayerTable(id: string, models = MODELS): LayerTable {
  const path = join(models, id, 'model.json')
  if (!existsSync(path))
    throw new Error(
      `unknown model: ${id} (${models} holds ${readdirSync(models).join(', ') || 'none'}; add one with npm run add-model)`,
    )
  return parseLayerTable(JSON.parse(readFileSync(path, 'utf8')))
}

/** Puts the network on the current TF.js backend. */
export function readModel(id: string, models = MODELS): Model {
  const table = readLayerTable(id, models)
  const path = join(models, id, table.weights.file)
  const bytes = readFileSync(path)
  const hash = createHash('sha256').update(bytes).digest('hex')
  if (hash !== table.weights.sha256)
    throw new Error(
      `weights of ${id} do not match its model.json: ${path} has SHA-256 ${hash}, recorded ${table.weights.sha256}. Restore the file, or run npm run add-model again`,
    )
  return createModel(table, readSafetensors(bytes))
}
