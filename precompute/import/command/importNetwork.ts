/** Imports a network from a file of another format: read, brought to the normal form, compared with the file, stored. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import { createModel, type Model } from '../../../src/model/model.ts'
import { readSafetensors, type StoredTensor } from '../../../src/model/safetensors.ts'
import { EXIT, Failure } from '../../failure.ts'
import type { Imported } from '../graph.ts'
import { normalForm, type Normal } from '../normal/normalForm.ts'
import { expected } from '../parity/expected.ts'
import { BOUND, layersOn, measure, relative, seededPictures, type Compared } from '../parity/measure.ts' // prettier-ignore
import { formatOf } from '../reading/formats.ts'
import { sourceOf } from '../reading/source.ts'
import type { AddOptions } from './options.ts'
import { resolve, type Resolved } from './resolve.ts'
import { storageOf } from './storage.ts'
import { checkPlace, madeOf, store, type Made } from './store.ts'

/** The largest difference of a score over the largest score that half precision may make. */
const FLOAT16_BOUND = 0.02

/**
 * @param print a line of what was found
 * @throws Failure with what mends it; nothing is written then
 */
export async function importNetwork(options: AddOptions, print: (line: string) => void): Promise<void> {
  const source = sourceOf(options.files[0])
  const format = await formatOf(source)
  const imported = await format.read(source)
  const resolved = resolve(imported.graph, options, source.name)
  const folder = join(options.out, resolved.id)
  checkPlace(folder, options.replace)
  const { graph } = imported
  const normal = normalForm(graph, resolved.extent, resolved.classes.length > 0, options.output)
  checkClasses(resolved, normal, options.output ?? graph.outputs[0])
  const { format: written, producer, notes } = graph.provenance
  const about = {
    file: source.name,
    sha256: createHash('sha256').update(source.bytes).digest('hex'),
    format: producer === null ? written : `${written}, written by ${producer}`,
    notes: [...notes, ...normal.notes],
  }
  const description = { ...descriptionOf(resolved, normal), imported: { ...about, parity: [] as string[] } }
  const exact = madeOf(description, normal.weights, 'float32', source.name)
  await tf.setBackend('wasm')
  const model = createModel(exact.table, normal.weights)
  const { kind, words } = storageOf(normal.layers, options.weights)
  try {
    const parity = await compare(model, imported, normal, resolved, options.expect)
    const half = kind === 'float16' ? await float16Loss(model, normal, resolved, options) : undefined
    description.imported.parity = half ? [...parity, half.words, ...words] : parity
    const made = madeOf(description, half?.weights ?? normal.weights, kind, source.name)
    store(folder, made)
    report(made, folder, resolved, about, description.imported.parity, print)
  } finally {
    model.dispose()
  }
}

function report(
  { table, bytes }: Made,
  folder: string,
  { words }: Resolved,
  about: { format: string; notes: string[] },
  parity: readonly string[],
  print: (line: string) => void,
): void {
  print(`${about.format}: ${[...words, ...about.notes.map((note) => note.replace(/\.$/, ''))].join('; ')}`)
  for (const line of parity) print(line)
  print(`${folder}: ${table.layers.length} layers, ${(bytes.length / 1e6).toFixed(2)} MB of weights`)
}

/** The layer table without its weights. */
function descriptionOf({ id, title, license, extent, classes, entry }: Resolved, { layers, entering }: Normal) {
  const same = (values: readonly number[]) => (values.every((value) => value === values[0]) ? values[0] : [...values])
  return {
    id,
    title,
    input: {
      ...extent,
      scale: same(entry.scale.map((value, i) => entering.scale[i] * value)),
      offset: same(entry.offset.map((value, i) => entering.scale[i] * value + entering.offset[i])),
      ...(entry.order === 'BGR' && { order: entry.order }),
    },
    classes,
    layers,
    license,
    provenance: `Imported with \`npm run add-model\`.`,
  }
}

function checkClasses({ classes }: Resolved, { scores }: Normal, output: string): void {
  if (classes.length === 0) return
  if (scores === null)
    throw new Failure(EXIT.input, `output ${output} has positions, and scores no classes`, 'Give --classes none, or another --output.') // prettier-ignore
  if (classes.length !== scores.units)
    throw new Failure(
      EXIT.input,
      `${classes.length} class names for ${scores.units} scores (output ${output})`,
      `Give a file of ${scores.units} names, one a line, in the order of the scores.`,
    )
}

/** Sentences on how near the network is to the file. @throws Failure where it is not near */
async function compare(
  model: Model,
  { graph, original }: Imported,
  normal: Normal,
  resolved: Resolved,
  expect: string | undefined,
): Promise<string[]> {
  const words: string[] = []
  if (typeof original === 'string') words.push(`Not compared with an independent run: ${original.replace(/\.$/, '')}.`)
  else {
    const { height, width, channels } = resolved.extent
    const pictures = seededPictures(height, width, channels)
    const run = await original()
    try {
      const compared = await measure(model, normal, run, graph.input, resolved.entry, pictures)
      words.push(measured(compared, normal, run.by, pictures.length))
    } finally {
      await run.dispose()
    }
  }
  if (expect !== undefined)
    for (const { layer, difference, pictures } of await expected(model, expect, normal.scores?.layer)) {
      if (!(difference <= BOUND)) throw tooFar(`layer ${layer} on the pictures of ${expect}`, difference)
      words.push(`As expected by ${expect.split('/').at(-1)}: ${layer} on ${pictures} pictures, to ${difference.toExponential(1)} of its largest value.`) // prettier-ignore
    }
  return words
}

function measured(compared: readonly Compared[], normal: Normal, by: string, pictures: number): string {
  const order = normal.layers.map(({ name }) => name)
  const far = compared.filter(({ difference }) => !(difference <= BOUND))
  const first = far.sort((a, b) => order.indexOf(a.layer) - order.indexOf(b.layer)).at(0)
  if (first) throw tooFar(`layer ${first.layer}, the first of ${far.length} that differ from ${by},`, first.difference)
  if (compared.length === 0)
    throw new Failure(EXIT.input, `${by} puts out none of the values`, 'Export the file again.')
  const [{ layer, difference }] = compared
  return `Parity with ${by}: ${compared.length} of ${order.length} layers compared on ${pictures} seeded pictures; the largest difference is ${difference.toExponential(1)} of a layer's largest value (${layer}; allowed: ${BOUND}).`
}

const tooFar = (what: string, difference: number) =>
  new Failure(
    EXIT.input,
    `${what} differs by ${difference.toExponential(1)} of its largest value (allowed: ${BOUND})`,
    'Nothing was written. The file has something that is read wrongly here: report it with the file.',
  )

/** What half precision changes at the end of the network. @throws Failure beyond the bound */
async function float16Loss(
  model: Model,
  normal: Normal,
  resolved: Resolved,
  { files }: AddOptions,
): Promise<{ words: string; weights: Map<string, StoredTensor> }> {
  const made = madeOf({ ...model.table, weights: undefined }, normal.weights, 'float16', files[0])
  const weights = readSafetensors(made.bytes)
  const half = createModel(made.table, weights)
  try {
    const layer = normal.scores?.layer ?? normal.layers.at(-1)!.name
    const { height, width, channels } = resolved.extent
    let most = 0
    for (const picture of seededPictures(height, width, channels)) {
      const [found, wanted] = await Promise.all([half, model].map((each) => layersOn(each, picture, [layer])))
      most = Math.max(most, relative(found.get(layer)!, wanted.get(layer)!))
    }
    if (!(most <= FLOAT16_BOUND))
      throw new Failure(
        EXIT.input,
        `weights in float16 change ${layer} by ${most.toExponential(1)} of its largest value (allowed: ${FLOAT16_BOUND})`,
        'Give --weights float32; nothing was written.',
      )
    return { words: `Weights in float16 change ${layer} by ${most.toExponential(1)} of its largest value.`, weights }
  } finally {
    half.dispose()
  }
}
