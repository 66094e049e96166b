/** A network's folder, written whole or not at all. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkedParameters } from '../../../src/model/model.ts'
import { parseLayerTable } from '../../../src/model/parseLayerTable.ts'
import { writeSafetensors, type StoredTensor } from '../../../src/model/safetensors.ts'
import type { LayerTable } from '../../../src/vocabulary/layerTable.ts'
import { EXIT, Failure } from '../../failure.ts'

const LARGEST_FLOAT16 = 65504

export interface Made {
  table: LayerTable
  bytes: Uint8Array
}

/**
 * The layer table and the weights as they are stored.
 * @param from what they were read from, for messages
 * @throws Error where weights and table do not fit, Failure where a number is too large for half precision
 */
export function madeOf(
  description: object,
  tensors: ReadonlyMap<string, StoredTensor>,
  kind: 'float32' | 'float16',
  from: string,
): Made {
  // prettier-ignore
  for (const [name, { data }] of tensors) {
    const most = kind === 'float16' ? LARGEST_FLOAT16 : Number.MAX_VALUE
    const lost = data.find((value) => !(Math.abs(value) <= most))
    if (lost === undefined) continue
    const why = Number.isFinite(lost) ? `float16 ends at ${LARGEST_FLOAT16}` : 'which is no number'
    throw new Failure(
      EXIT.input,
      `parameter ${name} of ${from} holds ${lost}; ${why}`,
      Number.isFinite(lost) ? 'Give --weights float32.' : 'Save the network again from a training that did not diverge.',
    )
  }
  const bytes = writeSafetensors(tensors, kind === 'float16' ? 'F16' : 'F32')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const table = parseLayerTable({
    ...description,
    weights: { file: 'weights.safetensors', bytes: bytes.length, sha256 },
  })
  checkedParameters(table, tensors)
  return { table, bytes }
}

/** @throws Failure where there is another network of that name, and it is not said that it goes */
export function checkPlace(folder: string, replace: boolean): void {
  if (!existsSync(folder) || replace) return
  const title = titleAt(folder)
  throw new Failure(
    EXIT.input,
    `there is a network already: ${folder}${title ? ` (${title})` : ''}`,
    'Give another --id, or --replace to put this one in its place.',
  )
}

function titleAt(folder: string): string | undefined {
  const path = join(folder, 'model.json')
  if (!existsSync(path)) return undefined
  try {
    return (JSON.parse(readFileSync(path, 'utf8')) as { title?: string }).title
  } catch {
    return undefined
  }
}

/** Writes beside the place, then renames; what was there before goes last. */
export function store(folder: string, { table, bytes }: Made): void {
  const [fresh, old] = ['new', 'old'].map((what) => join(folder, '..', `.${table.id}.${what}-${process.pid}`))
  try {
    mkdirSync(fresh, { recursive: true })
    writeFileSync(join(fresh, table.weights.file), bytes)
    writeFileSync(join(fresh, 'model.json'), `${JSON.stringify(table, null, 2)}\n`)
    const before = existsSync(folder)
    if (before) renameSync(folder, old)
    try {
      renameSync(fresh, folder)
    } catch (error) {
      if (before) renameSync(old, folder)
      throw error
    }
    rmSync(old, { recursive: true, force: true })
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}
