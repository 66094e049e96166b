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
import { extents } from '../src/model/geometry.ts'
import { parameterName, parseLayerTable } from '../src/model/layerTable.ts'
import { parameterShapes } from '../src/model/model.ts'
import { readSafetensors, writeSafetensors } from '../src/model/safetensors.ts'

const USAGE = 'usage: npm run add-model -- table.json weights.safetensors [--out public/models]'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string', default: 'public/models' } },
})
const [tablePath, weightsPath] = positionals
if (!tablePath || !weightsPath) {
  console.error(USAGE)
  process.exit(2)
}

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
const sizes = extents(table)
for (const layer of table.layers) {
  const input = sizes.get(layer.inputs[0]!)!
  const flat = layer.op === 'dense' ? input.height * input.width * input.channels : input.channels
  const shapes = parameterShapes(layer, flat)
  for (const [kind, shape] of Object.entries(shapes ?? {})) {
    const name = `${parameterName(layer.name)}/${kind}`
    const found = tensors.get(name)?.shape.join(', ')
    if (found !== shape.join(', '))
      throw new Error(
        `parameter ${name}: the table asks for (${shape.join(', ')}), ${weightsPath} holds ${found ?? 'none'}`,
      )
  }
}
const folder = join(values.out, table.id)
mkdirSync(folder, { recursive: true })
writeFileSync(join(folder, table.weights.file), bytes)
writeFileSync(join(folder, 'model.json'), `${JSON.stringify(table, null, 2)}\n`)
console.log(
  `${folder}: ${table.layers.length} layers, ${(bytes.length / 1e6).toFixed(2)} MB of weights`,
)
