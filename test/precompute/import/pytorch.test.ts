import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as tf from '@tensorflow/tfjs'
import '@tensorflow/tfjs-backend-wasm'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Constant } from '../../../precompute/import/graph.ts'
import pytorch from '../../../precompute/import/pytorch.ts'
import { readCheckpoint } from '../../../precompute/import/pytorch/checkpoint.ts'
import { readStateDict } from '../../../precompute/import/pytorch/stateDict.ts'
import { readSafetensors, writeSafetensors } from '../../../src/model/safetensors.ts'
import { difference } from './pictures.ts'
import { runGraph } from './runGraph.ts'
import { fileSource } from './sourceOf.ts'

const FIXTURES = 'test/fixtures/import'
const bytesOf = (name: string) => new Uint8Array(readFileSync(`${FIXTURES}/${name}`))
const read = async (name: string, bytes: Uint8Array = bytesOf(name)) => pytorch.read(fileSource(name, bytes))
const expected = createRequire(import.meta.url)('../../fixtures/import/pytorch.json') as Readonly<
  Record<string, { size: number; scores: number[] }>
>

/** The picture of `pytorch.py`. */
function picture(size: number): Constant {
  const count = 3 * size * size
  return { shape: [1, 3, size, size], data: Float32Array.from({ length: count }, (_, i) => ((i * 7919) % 1009) / 1009) }
}

beforeAll(async () => {
  tf.enableProdMode()
  await tf.setBackend('wasm')
})

describe('state dicts of networks that are known by their keys', () => {
  it.each(Object.keys(expected))('%s gives the scores that torchvision gives, to 1e-5 of the largest', async (name) => {
    const { graph } = await read(name)
    const { size, scores } = expected[name]!
    const found = runGraph(graph, picture(size)).get(graph.outputs[0]!)!
    expect(difference(found, { shape: [1, scores.length], data: Float32Array.from(scores) })).toBeLessThan(1e-5)
  })

  it('says how it was recognized, where the weights lay and that nothing was compared', async () => {
    const { graph, original } = await read('resnet-basic.pth')
    expect(graph.provenance).toEqual({
      format: 'PyTorch (state dict, zip)',
      producer: null,
      notes: [
        'The layers are those of ResNet, recognized by the names of its weights.',
        'Weights were read from state_dict of the checkpoint.',
        'Names were read without their prefix module.',
      ],
    })
    expect(original).toContain('a state dict holds weights without a network to run')
    expect(graph.input).toMatchObject({ height: null, width: null, channels: 3 })
  })

  it('reads the same from safetensors', async () => {
    const { weights } = readStateDict(readCheckpoint(bytesOf('squeezenet-1.1.pth'), 'x'), 'x')
    const tensors = new Map(
      [...weights].map(([name, { shape, data }]) => [name, { shape: [...shape], data: Float32Array.from(data) }]),
    )
    const { graph } = await read('model.safetensors', writeSafetensors(tensors, 'F32'))
    const { size, scores } = expected['squeezenet-1.1.pth']!
    const found = runGraph(graph, picture(size)).get(graph.outputs[0]!)!
    expect(difference(found, { shape: [1, 5], data: Float32Array.from(scores) })).toBeLessThan(1e-5)
  })

  it('reads each type of number of safetensors', () => {
    const found = readSafetensors(bytesOf('types.safetensors'))
    for (const type of ['float16', 'bfloat16', 'float64'])
      expect(Array.from(found.get(type)!.data)).toEqual([0, 0.25, 0.5, 0.75, 1, 1.25])
    for (const type of ['int64', 'uint8']) expect(Array.from(found.get(type)!.data)).toEqual([0, 0, 0, 0, 1, 1])
  })

  it('reads each type of number', () => {
    const { weights } = readStateDict(readCheckpoint(bytesOf('types.pt'), 'types.pt'), 'types.pt')
    for (const type of ['float16', 'bfloat16', 'float64'])
      expect(Array.from(weights.get(type)!.data)).toEqual([0, 0.25, 0.5, 0.75, 1, 1.25])
    expect(weights.get('int64')).toEqual({ shape: [2, 3], data: Float64Array.of(0, 0, 0, 0, 1, 1), whole: true })
  })
})

describe('what is refused', () => {
  it('a whole model, by the name of its class, without running it', async () => {
    await expect(read('whole.pt')).rejects.toThrow(
      /the file names torch\.nn\.modules\.linear\.Linear, which would have/,
    )
  })

  it('code, whatever its name', async () => {
    // GLOBAL os.system, a text, TUPLE1, REDUCE, STOP.
    const pickle = Buffer.concat([
      legacyHead(),
      Buffer.from('\x80\x02cos\nsystem\nX\x04\x00\x00\x00true\x85R.', 'latin1'),
    ])
    await expect(read('evil.pt', new Uint8Array(pickle))).rejects.toThrow('the file names os.system')
  })

  it('keys of no architecture, with the line that exports the network', async () => {
    const weights = new Map([['odd.weight', { shape: [2], data: new Float32Array(2) }]])
    await expect(read('odd.safetensors', writeSafetensors(weights, 'F32'))).rejects.toThrow(
      /no architecture that is known here \(known: AlexNet, .*\n.*torch\.onnx\.export\(model\.eval\(\).*"odd\.onnx"/,
    )
  })

  it('a pickle that holds itself', async () => {
    // A dictionary that is its own entry "model", ten thousand levels deep to whoever follows it.
    const pickle = '\x80\x02}q\x00X\x05\x00\x00\x00modelh\x00s.'
    const bytes = new Uint8Array(Buffer.concat([legacyHead(), Buffer.from(pickle + '\x80\x02].', 'latin1')]))
    await expect(read('cycle.pt', bytes)).rejects.toThrow('has no weights by name')
  })

  it('a file that is cut anywhere, and one that is changed anywhere, within its time', async () => {
    const whole = bytesOf('types.pt')
    const legacy = bytesOf('vgg.pth').subarray(0, 6000)
    let refused = 0
    for (let i = 0; i < 10_000; i++) {
      const source = i % 2 ? whole : legacy
      const cut = i % 3 === 0 ? source.slice(0, (i * 7919) % source.length) : source.slice()
      for (let k = 0; k < i % 5; k++)
        cut[(i * 104_729 + k * 1_299_709) % Math.max(1, cut.length)] = (i * 31 + k * 17) & 255
      const begun = performance.now()
      await read('fuzzed.pt', cut).catch((error: Error) => {
        refused++
        if (error.name !== 'Failure') throw error
      })
      expect(performance.now() - begun).toBeLessThan(2000)
    }
    expect(refused).toBe(10_000)
  }, 120_000)
})

/** Magic number, protocol and system of a legacy file. */
function legacyHead(): Buffer {
  return Buffer.from(bytesOf('vgg.pth').subarray(0, endOfThird(bytesOf('vgg.pth'))))
}

function endOfThird(bytes: Uint8Array): number {
  let at = 0
  for (let pickles = 0; pickles < 3; pickles++) {
    at = bytes.indexOf(0x2e, at) + 1
    // The next pickle begins with its protocol.
    while (bytes[at] !== 0x80) at = bytes.indexOf(0x2e, at) + 1
  }
  return at
}
