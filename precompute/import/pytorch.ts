/** PyTorch: checkpoints of weights, for architectures whose names are known, and safetensors. */
import { readdirSync } from 'node:fs'
import type { Format, Imported } from './graph.ts'
import type { Architecture } from './pytorch/architecture.ts'
import { isLegacy, readCheckpoint } from './pytorch/checkpoint.ts'
import { IMAGE, Network } from './pytorch/network.ts'
import { readTensors } from './pytorch/readTensors.ts'
import { readStateDict, withoutPrefix, type Weights } from './pytorch/stateDict.ts'
import { refusal, shown } from './reading/refusal.ts'
import { isZip, openZip } from './reading/zip.ts'

const NOT_COMPARED =
  'a state dict holds weights without a network to run (give pictures and what the network makes of them, --expect FILE)'

export default {
  name: 'PyTorch',
  files: 'model.pt, model.pth (state dicts) or model.safetensors',
  recognizes({ bytes, name }) {
    if (isLegacy(bytes) || isSafetensors(bytes)) return true
    if (!isZip(bytes)) return false
    try {
      return openZip(bytes, name).names.some((each) => each === 'data.pkl' || each.endsWith('/data.pkl'))
    } catch {
      return /\.(pt|pth|bin|ckpt)$/.test(name)
    }
  },
  async read({ bytes, name }): Promise<Imported> {
    const safetensors = isSafetensors(bytes)
    const checkpoint = safetensors ? undefined : readCheckpoint(bytes, name)
    const read: Weights = checkpoint ? readStateDict(checkpoint, name) : withoutPrefix(readTensors(bytes, name))
    const architectures = await knownArchitectures()
    const architecture = architectures.find((each) => each.recognizes(read.weights))
    if (!architecture) throw notKnown(read, name, architectures)
    const network = new Network(read.weights)
    const scores = architecture.emit(network, IMAGE)
    const unused = network.unused()
    if (unused.length > 0)
      throw refusal(
        `${name} looks like ${architecture.name}, which has no ${shown(unused.slice(0, 5).join(', '), 300)}${unused.length > 5 ? ` and ${unused.length - 5} more` : ''}`,
        exportLine(name),
      )
    const { nodes, constants } = network.graph
    const form = safetensors ? 'safetensors' : `state dict, ${checkpoint!.form === 'zip' ? 'zip' : 'legacy pickle'}`
    return {
      graph: {
        input: {
          value: IMAGE,
          axes: ['batch', 'channels', 'height', 'width'],
          height: null,
          width: null,
          channels: network.shape(architecture.first)[1]!,
        },
        outputs: [scores],
        nodes,
        constants,
        says: {},
        provenance: {
          format: `PyTorch (${form})`,
          producer: null,
          notes: [
            `The layers are those of ${architecture.name}, recognized by the names of its weights.`,
            ...read.notes,
          ],
        },
      },
      original: NOT_COMPARED,
    }
  },
} satisfies Format

/** Whether bytes begin as safetensors do: the length of a header, which is JSON. */
const isSafetensors = (bytes: Uint8Array): boolean =>
  bytes.length > 10 && bytes[8] === 0x7b && bytes[6] === 0 && bytes[7] === 0 && (bytes[9] === 0x22 || bytes[9] === 0x7d)

/** Every file of `architectures/`, in the order of their names. */
async function knownArchitectures(): Promise<Architecture[]> {
  const folder = new URL('pytorch/architectures/', import.meta.url)
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts'))
  return Promise.all(
    files.sort().map(async (file) => {
      const module = (await import(new URL(file, folder).href)) as { default: Architecture }
      return module.default
    }),
  )
}

/** What to run where the weights are. */
const exportLine = (name: string): string =>
  `Export the network itself, and import that: torch.onnx.export(model.eval(), torch.zeros(1, 3, 224, 224), ${JSON.stringify(`${name.replace(/\.\w+$/, '')}.onnx`)}), with the size of its pictures.`

function notKnown({ weights }: Weights, name: string, architectures: readonly Architecture[]) {
  const keys = [...weights.keys()]
  return refusal(
    `${name} holds the weights of no architecture that is known here (known: ${architectures.map((each) => each.name).join(', ')}); its first are ${shown(keys.slice(0, 6).join(', '), 300)}`,
    exportLine(name),
  )
}
