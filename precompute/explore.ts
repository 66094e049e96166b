/**
 * `npm run explore -- --model lumen`: shows families of stimuli to every unit of a network and writes
 * what each prefers, and which are each other's moved copies, to `public/models/<id>/explore.json`.
 */
import { createHash } from 'node:crypto'
import { renameSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { explorationSchema, type Exploration } from '../src/artifacts/exploration.ts'
import { measure } from './exploration/measure.ts'
import { protocols, stimuliOf } from './exploration/protocols.ts'
import { equivariantFamilies, rankingsOf, tuningsOf } from './exploration/summarize.ts'
import { layersOf } from './exploration/worker.ts'
import type { Backend } from './backendName.ts'
import { defaultModel } from '../src/figures/asking.ts'
import { modelIds } from './modelIds.ts'
import { MODELS, readLayerTable } from './readModel.ts'

const HELP = `npm run explore -- --model lumen

  --model ID       a network of ${MODELS}; the default one of src/site.ts when absent
  --backend NAME   webgpu, wasm or cpu; wasm when absent
  --workers N      processes that compute: one per core when absent, one on a GPU
  --out FILE       ${MODELS}/ID/explore.json when absent`

const { values } = parseArgs({
  options: {
    model: { type: 'string' },
    backend: { type: 'string', default: 'wasm' },
    workers: { type: 'string' },
    out: { type: 'string' },
    help: { type: 'boolean' },
  },
})

if (values.help) console.log(HELP)
else await explore()

async function explore() {
  const backend = values.backend as Backend
  if (!['webgpu', 'wasm', 'cpu'].includes(backend))
    throw new Error(`invalid --backend: ${backend} (allowed: webgpu, wasm, cpu)`)
  const cores = backend === 'webgpu' ? 1 : availableParallelism()
  const workers = Number(values.workers ?? cores)
  if (!Number.isInteger(workers) || workers < 1)
    throw new Error(`invalid --workers: ${values.workers} (write a whole number from 1)`)
  const table = readLayerTable(values.model ?? defaultModel(modelIds(MODELS)))
  const layers = layersOf(table)
  const units = layers.reduce((sum, { channels }) => sum + channels, 0)
  const stimuli = protocols.reduce((sum, each) => sum + stimuliOf(each).length, 0)
  const begun = performance.now()
  const seconds = () => `${((performance.now() - begun) / 1000).toFixed(0)} s`
  console.log(`${units} units, ${stimuli} stimuli, once more with shuffled weights; ${workers} workers on ${backend}`)
  const { own, chance } = await measure(table.id, units, { backend, workers }, (share) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${(100 * share).toFixed(0)} % `)
  })
  console.log(`measured in ${seconds()}`)
  const [tunings, byChance] = [tuningsOf(own, units), tuningsOf(chance, units)]
  const found: Exploration = explorationSchema.parse({
    model: table.id,
    weights: table.weights.sha256,
    stimuli,
    units,
    backend,
    rankings: rankingsOf(layers, tunings, byChance),
    families: equivariantFamilies(layers, tunings, byChance),
  })
  const path = values.out ?? join(MODELS, table.id, 'explore.json')
  const text = `${JSON.stringify(found)}\n`
  writeFileSync(`${path}.new`, text)
  renameSync(`${path}.new`, path)
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12)
  console.log(
    `${path}: ${(text.length / 1000).toFixed(0)} KB, ${hash}; ${found.families.length} families of moved copies; ${seconds()} in all`,
  )
}
