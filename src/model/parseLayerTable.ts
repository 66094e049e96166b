/** `parseLayerTable(json)` → what a `model.json` holds, checked and with every default filled in. */
import { INPUT, type Imported, type Layer, type LayerTable, type NetworkInput } from '../vocabulary/layerTable.ts'
import { list, number, oneOf, optional, record, size, text, type Field, type Fields } from './fields.ts'
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

const place = { channels: size, order: optional(oneOf(['RGB', 'BGR']), 'RGB') }
const numbers = list(number)

/** A number for each channel, or one for all. */
const perChannel = (value: unknown, at: string, channels: number): number[] => {
  if (!Array.isArray(value)) return new Array<number>(channels).fill(number.read(value, at))
  const found = numbers.read(value, at)
  if (found.length === channels) return found
  throw new Error(`${at}: ${JSON.stringify(value)} (allowed: one number, or ${channels}, one per channel)`)
}

/** What a file says of its input. */
interface Written extends Omit<NetworkInput, 'scale' | 'offset'> {
  size?: number
  scale: unknown
  offset: unknown
}

/** Height and width, or `size` for both; scale and offset as one number or one per channel. */
const networkInput: Field<NetworkInput> = {
  read(value, at) {
    const square = typeof value === 'object' && value !== null && 'size' in value
    const any: Field<unknown> = { read: (found) => found }
    const extent: Fields = square ? { size } : { height: size, width: size }
    const found = record({ ...extent, ...place, scale: any, offset: any }).read(value, at) as unknown as Written
    const { channels, order } = found
    if (channels !== 1 && channels !== 3)
      throw new Error(`${at}.channels: ${channels} (allowed: 3 for colour, 1 for grey)`)
    return {
      height: found.size ?? found.height,
      width: found.size ?? found.width,
      channels,
      scale: perChannel(found.scale, `${at}.scale`, channels),
      offset: perChannel(found.offset, `${at}.offset`, channels),
      order,
    }
  },
}

const hash = text('64 hexadecimal digits', /^[0-9a-f]{64}$/)
const sentences = list(text())
const imported = record({ file: text(), sha256: hash, format: text(), notes: sentences, parity: sentences })

const layerTable: Field<LayerTable> = record({
  id: text('small letters, digits and -, as in lumen', /^[a-z0-9][a-z0-9-]*$/),
  title: text('text', /[^]/),
  input: networkInput,
  classes: list(text()),
  layers: list(layer, 1, 'at least one layer'),
  weights: record({
    file: text('a file beside model.json, as in lumen.safetensors', /^[\w.-]+\.safetensors$/),
    bytes: size,
    sha256: hash,
  }),
  license: text('text', /[^]/),
  provenance: text('text', /[^]/),
  imported: optional<Imported | undefined>(imported, undefined),
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
  if (classes.length === 0) return table
  const last = readout(table)
  if (classes.length !== last?.units)
    throw new Error(
      `${classes.length} classes for ${last ? `the ${last.units} units of layer ${last.layer}` : 'a network whose last layer has positions, and so scores none'} (name every unit, or none)`,
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
