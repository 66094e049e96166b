/** `parseLayerTable(json)` → what a `model.json` holds, checked and with every default filled in. */
import { INPUT, type Layer, type LayerTable } from '../vocabulary/layerTable.ts'
import { list, number, oneOf, record, size, text, type Field } from './fields.ts'
import { operations } from './operations.ts'
import { readout } from './readout.ts'

const layerName = text(
  'letters, digits, - and _, in parts joined by dots, as in conv4.pre',
  /^[A-Za-z][\w-]*(\.[\w-]+)*$/,
)
const op = oneOf(Object.keys(operations))

const names = list(layerName, 1, 'the name of one layer, as in ["conv1"]')
const oneName: Field<string[]> = {
  read(value, at) {
    const found = names.read(value, at)
    if (found.length === 1) return found
    throw new Error(`${at}: ${JSON.stringify(value)} (allowed: the name of one layer, as in ["conv1"])`)
  },
}
const severalNames = list(layerName, 2, 'the names of at least two layers')

/** A layer, by the fields of its operation. */
const layer: Field<Layer> = {
  read(value, at) {
    const { fields, inputs } = operations[op.read((value as Partial<Layer> | null)?.op, `${at}.op`)]
    const shared = { name: layerName, op, inputs: inputs === 'one' ? oneName : severalNames }
    return record({ ...shared, ...fields }).read(value, at) as unknown as Layer
  },
}

const layerTable: Field<LayerTable> = record({
  id: text('small letters, digits and -, as in lumen', /^[a-z0-9][a-z0-9-]*$/),
  title: text('text', /[^]/),
  input: record({ size, channels: size, scale: number, offset: number }),
  classes: list(text()),
  layers: list(layer, 1, 'at least one layer'),
  weights: record({
    file: text('a file beside model.json, as in lumen.safetensors', /^[\w.-]+\.safetensors$/),
    bytes: size,
    sha256: text('64 hexadecimal digits', /^[0-9a-f]{64}$/),
  }),
  license: text('text', /[^]/),
  provenance: text('text', /[^]/),
})

/**
 * Parses a `model.json`.
 * @throws Error naming the field, the value found and what was allowed
 */
export function parseLayerTable(json: unknown): LayerTable {
  const table = read(json)
  const seen = new Set([INPUT])
  for (const { name, inputs } of table.layers) {
    if (seen.has(name)) throw new Error(`duplicate layer: ${name}`)
    for (const input of inputs)
      if (!seen.has(input))
        throw new Error(
          `unknown input of layer ${name}: ${input} (allowed: ${[...seen].join(', ')}; a layer comes after its inputs)`,
        )
    seen.add(name)
  }
  const { classes } = table
  const last = readout(table)
  if (classes.length > 0 && classes.length !== last?.units)
    throw new Error(
      `${classes.length} classes for ${last ? `the ${last.units} units of layer ${last.layer}` : 'a network without a dense layer'} (name every unit, or none)`,
    )
  return table
}

function read(json: unknown): LayerTable {
  try {
    return layerTable.read(json, '')
  } catch (error) {
    throw new Error(`invalid layer table: ${(error as Error).message}`, { cause: error })
  }
}
