/**
 * Adds a network to the site: `npm run add-model -- table.json weights.safetensors`.
 *
 * The table is a `model.json` without its `weights`; the weights may be float32 or float16 and are
 * stored as float16. Writes `public/models/<id>/model.json` and `weights.safetensors`.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import './foundByPlace.ts'
import { readSafetensors, writeSafetensors } from '../src/model/safetensors.ts'

const USAGE = 'usage: npm run add-model -- table.json weights.safetensors [--out public/models]'
const LARGEST_FLOAT16 = 65504

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string', default: 'public/models' } },
})
const [tablePath, weightsPath] = positionals
if (!tablePath || !weightsPath) {
  console.error(USAGE)
  process.exit(2)
}

const { checkedParameters } = await import('../src/model/model.ts')
const { parseLayerTable } = await import('../src/model/parseLayerTable.ts')
const tensors = readSafetensors(readFileSync(weightsPath))
const bytes = writeSafetensors(tensors, 'F16')
const table = parseLayerTable({
  ...(JSON.parse(readFileSync(tablePath, 'utf8')) as object),
  weights: {
    file: 'weights.safetensors',
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  },
})
checkedParameters(table, tensors)
for (const [name, { data }] of tensors) {
  const lost = data.find((value) => !(Math.abs(value) <= LARGEST_FLOAT16))
  if (lost !== undefined)
    throw new Error(
      `parameter ${name} of ${weightsPath} holds ${lost}; float16 ends at ${LARGEST_FLOAT16}. Scale the layer down and the next one up`,
    )
}
const folder = join(values.out, table.id)
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, table.weights.file), bytes)
writeFileSync(join(folder, 'model.json'), `${JSON.stringify(table, null, 2)}\n`)
console.log(`${folder}: ${table.layers.length} layers, ${(bytes.length / 1e6).toFixed(2)} MB of weights`)
