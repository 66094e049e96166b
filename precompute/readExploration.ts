/** Reads what `npm run explore` found of a network's units. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { explorationSchema, type Exploration } from '../src/artifacts/exploration.ts'
import { MODELS, readLayerTable } from './readModel.ts'

/** @throws Error where there is none, or it is of other weights */
export function readExploration(id: string, models = MODELS): Exploration {
  const path = join(models, id, 'explore.json')
  if (!existsSync(path))
    throw new Error(`no exploration of ${id}: ${path} is missing. Run: npm run explore -- --model ${id}`)
  const found = explorationSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  const { sha256 } = readLayerTable(id, models).weights
  if (found.weights !== sha256)
    throw new Error(
      `${path} was measured on other weights (${found.weights.slice(0, 12)}…, not ${sha256.slice(0, 12)}…). Run: npm run explore -- --model ${id}`,
    )
  return found
}
