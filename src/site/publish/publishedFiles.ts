/**
 * The files that pages fetch to compute, under names that state their content: a file kept from an earlier build
 * can then never meet what does not belong to it. A page knows the layer table by its name, that knows the
 * weights, and the engine checks each against what its name states.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { withBase } from '../../base.ts'
import { readUnitNames } from '../../article/markdown/unitNames.ts'
import { outlineOf } from '../../model/outline.ts'
import { vocabulary } from '../../engine/vocabulary.ts'
import type { Picture } from '../../artifacts/pictures.ts'
import type { LayerTable } from '../../vocabulary/layerTable.ts'

const MODELS = 'public/models'
const PICTURES = 'public/pictures'
/** Hexadecimal digits of a SHA-256 that a name states. */
const DIGITS = 16

export interface PublishedFile {
  /** The digits in its name. */
  digest: string
  /** As pages ask for it, below the base. */
  address: string
  bytes: Uint8Array<ArrayBuffer>
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** @param path below the base without digits: `/models/lumen/model.json` */
function published(path: string, bytes: Uint8Array<ArrayBuffer>): PublishedFile {
  const digest = sha256(bytes).slice(0, DIGITS)
  return { digest, address: withBase(named(path, digest)), bytes }
}

/** `weights.safetensors` → `weights.6bf376de2d4709b8.safetensors` */
const named = (file: string, digest: string) => file.replace(/(?=\.\w+$)/, `.${digest}`)

const json = (path: string, value: unknown) => published(path, new TextEncoder().encode(JSON.stringify(value)))

/** What is known of stimuli, attribution methods and symmetries. */
export const publishedVocabulary = (): PublishedFile => json('/models/vocabulary.json', vocabulary)

const outlines = new WeakMap<LayerTable, PublishedFile>()

/** What is known of a network without its weights, with what the author calls its units. */
function outlined(table: LayerTable) {
  const outline = outlineOf(table)
  return { ...outline, names: readUnitNames(join(MODELS, table.id, 'names.json'), outline) }
}

/** The same as a file. */
export function publishedOutline(table: LayerTable): PublishedFile {
  const found = outlines.get(table) ?? json(`/models/${table.id}/network.json`, outlined(table))
  outlines.set(table, found)
  return found
}

/** The name of a network's weights beside its published layer table. */
export const weightsName = ({ weights }: LayerTable) => named(weights.file, weights.sha256.slice(0, DIGITS))

/** The layer table, which names the weights as they are published. */
export const publishedTable = (table: LayerTable): PublishedFile =>
  json(`/models/${table.id}/model.json`, { ...table, weights: { ...table.weights, file: weightsName(table) } })

/** Where the weights lie. */
export const weightsAddress = (table: LayerTable): string => withBase(`/models/${table.id}/${weightsName(table)}`)

/** @throws Error where they are not those that the layer table states */
export function publishedWeights(table: LayerTable): PublishedFile {
  const { file, sha256: stated } = table.weights
  const path = join(MODELS, table.id, file)
  const bytes = Uint8Array.from(readFileSync(path))
  const found = sha256(bytes)
  if (found !== stated)
    throw new Error(
      `${path} has SHA-256 ${found}, but its model.json states ${stated}. Restore the file, or run npm run add-model again`,
    )
  return { ...published(`/models/${table.id}/${file}`, bytes), address: weightsAddress(table) }
}

const read = new Map<string, PublishedFile>()

/**
 * A file of `public/pictures`.
 * @param stated its SHA-256, where `pictures.json` states one
 * @throws Error where it is another
 */
export function publishedPicture(file: string, stated?: string): PublishedFile {
  const path = join(PICTURES, file)
  const found = read.get(file) ?? published(`/pictures/${file}`, Uint8Array.from(readFileSync(path)))
  read.set(file, found)
  if (stated !== undefined && !stated.startsWith(found.digest))
    throw new Error(
      `${path} has SHA-256 ${sha256(found.bytes)}, but pictures.json states ${stated}. Restore the file, as with git checkout, or make it again as precompute/pictures says`,
    )
  return found
}

/** The list of the rendered scenes, which names their files as they are published. */
export function publishedPictures(pictures: readonly Picture[]): PublishedFile {
  const fileOf = ({ address }: PublishedFile) => address.slice(address.lastIndexOf('/') + 1)
  const listed = pictures.map(({ name, classes, file, mask, sha256: stated }) => ({
    name,
    classes,
    file: fileOf(publishedPicture(file, stated)),
    mask: fileOf(publishedPicture(mask)),
    sha256: stated,
  }))
  return json('/pictures/pictures.json', { pictures: listed })
}
