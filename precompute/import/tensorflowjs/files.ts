/**
 * Where the parts of a TensorFlow.js model lie: a `model.json` with its shards beside it, a folder, or a zip of one,
 * as Teachable Machine exports them.
 */
import type { Source } from '../graph.ts'
import { isFields, parseJson, type Fields } from '../reading/json.ts'
import { refusal, shown } from '../reading/refusal.ts'
import { isZip, openZip } from '../reading/zip.ts'

export interface ModelFiles {
  /** The name of the JSON file. */
  name: string
  json: Fields
  /** A file beside it; undefined where there is none. */
  beside(name: string): Uint8Array | undefined
}

/** What a `model.json` has, one of them at least. */
const isModel = (json: unknown): json is Fields =>
  isFields(json) && (isFields(json.modelTopology) || json.weightsManifest !== undefined)

/** Whether bytes begin as JSON that speaks of a model. */
function looksLikeModel(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes)
  return /^\s*\{/.test(text) && /"(modelTopology|weightsManifest)"/.test(text)
}

/** Names of JSON files, that of a model as it is usually called first. */
function jsonFiles(names: readonly string[]): string[] {
  const rank = (name: string) => Number(!/(^|\/)model\.json$/.test(name))
  return names.filter((name) => name.endsWith('.json')).sort((a, b) => rank(a) - rank(b) || a.length - b.length)
}

/** Whether the source is such a model; cheap, and never throws. */
export function holdsModel(source: Source): boolean {
  try {
    if (source.folder) {
      const [first] = jsonFiles(source.folder)
      return first !== undefined && looksLikeModel(source.beside(first)!)
    }
    if (!isZip(source.bytes)) return looksLikeModel(source.bytes)
    const archive = openZip(source.bytes, source.name)
    const [first] = jsonFiles(archive.names)
    return first !== undefined && looksLikeModel(archive.file(first))
  } catch {
    return false
  }
}

/** @throws Failure where there is no JSON file of a model */
export function modelFiles(source: Source): ModelFiles {
  if (source.folder) return found(source.name, source.folder, (name) => source.beside(name))
  if (!isZip(source.bytes)) {
    const json = parseJson(source.bytes, source.name)
    if (isModel(json)) return { name: source.name, json, beside: (name) => source.beside(name) }
    throw refusal(`${source.name} has neither modelTopology nor weightsManifest`)
  }
  const archive = openZip(source.bytes, source.name)
  return found(source.name, archive.names, (name) => (archive.names.includes(name) ? archive.file(name) : undefined))
}

function found(what: string, names: readonly string[], read: (name: string) => Uint8Array | undefined): ModelFiles {
  for (const name of jsonFiles(names)) {
    const bytes = read(name)
    if (!bytes || !looksLikeModel(bytes)) continue
    const json = parseJson(bytes, name)
    const folder = name.slice(0, name.lastIndexOf('/') + 1)
    if (isModel(json)) return { name, json, beside: (other) => read(`${folder}${other}`) }
  }
  throw refusal(
    `${what} holds no model.json of TensorFlow.js (it has ${shown(names.join(', '), 300)})`,
    'Give the folder or zip that model.json and its weights lie in.',
  )
}
