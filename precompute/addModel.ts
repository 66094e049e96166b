/**
 * Adds a network to the site: `npm run add-model -- model.onnx …`, or `-- table.json weights.safetensors`.
 *
 * The first form reads any format of `import/`, compares the result with the file, and says how near it is. In the
 * second, the table is a `model.json` without its `weights`; those may be float32 or float16. Either writes
 * `public/models/<id>/model.json` and `weights.safetensors`, whole or not at all.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import './foundByPlace.ts'
import { EXIT, Failure } from './failure.ts'

const { parseAddOptions, USAGE } = await import('./import/command/options.ts')

try {
  const args = process.argv.slice(2)
  if (args.length === 0) throw new Failure(EXIT.input, 'no file given', USAGE)
  const options = parseAddOptions(args)
  if (options.files.length === 2) await addTable(options)
  else {
    const { importNetwork } = await import('./import/command/importNetwork.ts')
    await importNetwork(options, console.log)
  }
} catch (error) {
  // What is no Failure is an error of the layer table or the weights, whose message says what is allowed.
  console.error((error as Error).message)
  process.exitCode = error instanceof Failure ? error.exitCode : 1
}

/** The form that needs no reader: a layer table and its weights. */
async function addTable({ files, out, weights, replace }: ReturnType<typeof parseAddOptions>): Promise<void> {
  const { checkPlace, madeOf, store } = await import('./import/command/store.ts')
  const { storageOf } = await import('./import/command/storage.ts')
  const { readSafetensors } = await import('../src/model/safetensors.ts')
  const [tablePath, weightsPath] = files
  const tensors = readSafetensors(readFileSync(weightsPath))
  const description = JSON.parse(readFileSync(tablePath, 'utf8')) as object
  const exact = madeOf(description, tensors, 'float32', weightsPath)
  const { kind, words } = storageOf(exact.table.layers, weights)
  const made = kind === 'float32' ? exact : madeOf(description, tensors, kind, weightsPath)
  const folder = join(out, made.table.id)
  checkPlace(folder, replace)
  store(folder, made)
  for (const line of words) console.log(line)
  console.log(`${folder}: ${made.table.layers.length} layers, ${(made.bytes.length / 1e6).toFixed(2)} MB of weights`)
}
