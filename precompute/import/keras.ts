/** Keras: `.keras` archives of version 3 and late 2, and `.h5` files of whole models. */
import { Failure } from '../failure.ts'
import type { Format, Imported, Source } from './graph.ts'
import { isHdf5, readHdf5, type Hdf5 } from './keras/hdf5.ts'
import { kerasOriginal } from './keras/kerasOriginal.ts'
import { legacyWeights } from './keras/legacyWeights.ts'
import { modelGraph, type FindWeights } from './keras/modelGraph.ts'
import { storedWeights } from './keras/storedWeights.ts'
import { majorVersion, readTopology, type KerasModel } from './keras/topology.ts'
import { fieldsOf, parseJson } from './reading/json.ts'
import { refusal } from './reading/refusal.ts'
import { isZip, openZip } from './reading/zip.ts'

const CONFIG = 'config.json'
const WEIGHTS = 'model.weights.h5'

export default {
  name: 'Keras',
  files: 'model.keras, model.h5',
  recognizes({ bytes, name }) {
    if (isHdf5(bytes)) return true
    if (!isZip(bytes)) return false
    if (name.endsWith('.keras')) return true
    try {
      return openZip(bytes, name).names.includes(WEIGHTS)
    } catch {
      return false
    }
  },
  read: (source) => (isHdf5(source.bytes) ? readH5(source) : readArchive(source)),
} satisfies Format

async function readArchive({ bytes, name }: Source): Promise<Imported> {
  const archive = openZip(bytes, name)
  for (const wanted of [CONFIG, WEIGHTS])
    if (!archive.names.includes(wanted))
      throw refusal(
        `${name} holds no ${wanted} (it has ${archive.names.join(', ')})`,
        'Save the whole model: model.save("model.keras").',
      )
  const config = parseJson(archive.file(CONFIG), `${CONFIG} of ${name}`)
  const metadata = archive.names.includes('metadata.json')
    ? fieldsOf(parseJson(archive.file('metadata.json'), `metadata.json of ${name}`), 'metadata.json')
    : {}
  const hdf5 = await readHdf5(archive.file(WEIGHTS), `${WEIGHTS} of ${name}`)
  return imported(config, storedWeights(hdf5), metadata.keras_version, '.keras')
}

async function readH5({ bytes, name }: Source): Promise<Imported> {
  const hdf5 = await readHdf5(bytes, name)
  const root = hdf5.attributes.get('') ?? {}
  if (typeof root.model_config !== 'string')
    throw refusal(
      `${name} holds weights without the layers they belong to`,
      'Save the whole model: model.save("model.keras"), not model.save_weights(…).',
    )
  return imported(parseJson(root.model_config, `model_config of ${name}`), legacyWeights(hdf5), versionOf(hdf5), '.h5')
}

const versionOf = ({ attributes }: Hdf5): unknown =>
  attributes.get('')?.keras_version ?? attributes.get('model_weights')?.keras_version

async function imported(config: unknown, find: FindWeights, version: unknown, ending: string): Promise<Imported> {
  const model = readTopology(config)
  const major = majorVersion(version)
  const { graph, input, outputs } = modelGraph(model, find, major)
  const producer = typeof version === 'string' ? `keras ${version}` : null
  return {
    graph: {
      input,
      outputs,
      nodes: graph.nodes,
      constants: graph.constants,
      says: {},
      provenance: {
        format: `Keras ${producer ? String(version) : ''} (${ending})`.replace('  ', ' '),
        producer,
        notes: [],
      },
    },
    original: await original(model, find),
  }
}

/** Whether TensorFlow.js runs a config shows only when it is given one. */
async function original(model: KerasModel, find: FindWeights): Promise<Imported['original']> {
  try {
    const made = await kerasOriginal(model, find)
    return () => Promise.resolve(made)
  } catch (error) {
    if (error instanceof Failure) return error.message.split('\n', 1)[0]!
    throw error
  }
}
