import { existsSync } from 'node:fs'
import * as tf from '@tensorflow/tfjs'
import { zipSync } from 'fflate'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Imported } from '../../../precompute/import/graph.ts'
import tensorflowjs from '../../../precompute/import/tensorflowjs.ts'
import { encodeFloat16 } from '../../../src/model/float16.ts'
import { createRng } from '../../../src/vocabulary/rng.ts'
import '../../backends.ts'
import { difference, pictureFor } from './pictures.ts'
import { runGraph } from './runGraph.ts'
import { diskSource, fileSource, folderSource } from './sourceOf.ts'

const ZOO = '../shared/zoo'
const encode = (json: unknown) => new TextEncoder().encode(JSON.stringify(json))

interface Saved {
  topology: object
  specs: { name: string; shape: number[]; dtype: string; quantization?: object }[]
  data: Uint8Array
}

/** What TensorFlow.js itself saves of a model whose weights are seeded. */
async function saved(model: tf.LayersModel): Promise<Saved> {
  const rng = createRng(11, model.name)
  model.setWeights(
    model.getWeights().map((weight) => {
      const positive = (weight as tf.Variable).name.includes('variance')
      const values = Float32Array.from(rng.normals(weight.size), (x) => (positive ? Math.abs(x) + 0.5 : 0.3 * x))
      return tf.tensor(values, weight.shape)
    }),
  )
  let artifacts!: tf.io.ModelArtifacts
  await model.save(
    tf.io.withSaveHandler((given) => {
      artifacts = given
      return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } })
    }),
  )
  const data = new Uint8Array(tf.io.CompositeArrayBuffer.join(artifacts.weightData!))
  return { topology: artifacts.modelTopology as object, specs: artifacts.weightSpecs as Saved['specs'], data }
}

const files = ({ topology, specs, data }: Saved, shards = 1): Record<string, Uint8Array> => {
  const size = Math.ceil(data.length / shards)
  const parts = Array.from({ length: shards }, (_, i) => data.slice(i * size, (i + 1) * size))
  const paths = parts.map((_, i) => `group1-shard${i + 1}of${shards}.bin`)
  const json = {
    format: 'layers-model',
    generatedBy: 'test',
    convertedBy: null,
    modelTopology: topology,
    weightsManifest: [{ paths, weights: specs }],
  }
  return { 'model.json': encode(json), ...Object.fromEntries(parts.map((part, i) => [paths[i]!, part])) }
}

const read = (parts: Record<string, Uint8Array>): Imported => tensorflowjs.read(folderSource('model', parts))

/** The largest difference of any layer that both know, and which those are. */
async function compared({ graph, original }: Imported) {
  if (typeof original === 'string') throw new Error(original)
  const open = graph.input.height === null ? { height: 1, width: 12, channels: 1 } : {}
  const image = pictureFor(graph.input, 4, -1, 1, open)
  const ours = runGraph(graph, image)
  const runner = await original()
  const theirs = await runner.run(
    image,
    [...ours.keys()].filter((name) => !graph.constants.has(name)),
  )
  await runner.dispose()
  const worst = Math.max(...[...theirs].map(([name, value]) => difference(ours.get(name)!, value)))
  return { names: [...theirs.keys()], worst }
}

const L = tf.layers

/** A model in a row, with a quirk or several. */
function row(...layers: tf.layers.Layer[]): tf.Sequential {
  const model = tf.sequential()
  for (const layer of layers) model.add(layer)
  return model
}

const QUIRKS: Readonly<Record<string, () => tf.LayersModel>> = {
  'one channel, valid, Flatten, a softmax within': () =>
    row(
      L.conv2d({ inputShape: [9, 8, 1], filters: 3, kernelSize: [3, 2], activation: 'relu' }),
      L.maxPooling2d({ poolSize: 2 }),
      L.flatten(),
      L.dense({ units: 4, activation: 'softmax' }),
    ),
  'a row of numbers, layers without bias': () =>
    row(
      L.dense({ inputShape: [12], units: 5, useBias: false, activation: 'tanh' }),
      L.dense({ units: 3, useBias: false }),
    ),
  'batch normalization after a ReLU, stride 2 with padding same': () =>
    row(
      L.conv2d({ inputShape: [7, 10, 3], filters: 4, kernelSize: 3, strides: 2, padding: 'same', activation: 'relu' }),
      L.batchNormalization({ epsilon: 0.01 }),
      L.conv2d({ filters: 5, kernelSize: 4, strides: 2, padding: 'same', useBias: false }),
      L.batchNormalization({ scale: false, center: false }),
      L.reLU({ maxValue: 6 }),
      L.globalAveragePooling2d({}),
    ),
  'depthwise and separable convolutions, leaky ReLU, PReLU': () =>
    row(
      L.depthwiseConv2d({ inputShape: [8, 8, 3], kernelSize: 3, depthMultiplier: 2, padding: 'same', strides: 2 }),
      L.leakyReLU({ alpha: 0.1 }),
      L.separableConv2d({ filters: 4, kernelSize: 3, padding: 'same', activation: 'relu6' }),
      L.prelu({ sharedAxes: [1, 2] }),
      L.elu({}),
    ),
  'zeros around, upsampling, a transposed convolution, cropping': () =>
    row(
      L.zeroPadding2d({
        inputShape: [6, 6, 2],
        padding: [
          [1, 0],
          [2, 1],
        ],
      }),
      L.conv2dTranspose({ filters: 3, kernelSize: 3, strides: 2, padding: 'same' }),
      L.conv2dTranspose({ filters: 2, kernelSize: 2, strides: 3 }),
      L.cropping2D({
        cropping: [
          [1, 2],
          [0, 1],
        ],
      }),
      L.upSampling2d({ size: [2, 1] }),
      L.averagePooling2d({ poolSize: 3, strides: 2, padding: 'same' }),
    ),
  'each activation': () =>
    row(
      L.conv2d({ inputShape: [4, 4, 2], filters: 3, kernelSize: 1, activation: 'sigmoid' }),
      ...(['hardSigmoid', 'softplus', 'swish', 'selu', 'gelu', 'elu', 'tanh'] as const).map((activation) =>
        L.conv2d({ filters: 3, kernelSize: 1, activation: activation as 'selu' }),
      ),
    ),
  'nested models, the same layer names in both': () => {
    const inner = (units: number, name: string) => {
      const model = row(
        L.conv2d({ inputShape: [6, 6, units], filters: 4, kernelSize: 3, padding: 'same', name: `conv_${name}` }),
        L.activation({ activation: 'relu' }),
      )
      model.name = name
      return model
    }
    return row(inner(3, 'first'), inner(4, 'second'), L.globalMaxPooling2d({}), L.dense({ units: 2 }))
  },
  'branches, sums, products, a layer used twice': () => {
    const input = tf.input({ shape: [6, 6, 3] })
    const twice = L.conv2d({ filters: 3, kernelSize: 3, padding: 'same' })
    const a = twice.apply(input) as tf.SymbolicTensor
    const b = twice.apply(a) as tf.SymbolicTensor
    const sum = L.add().apply([a, b, input]) as tf.SymbolicTensor
    const product = L.multiply().apply([sum, a]) as tf.SymbolicTensor
    const both = L.concatenate({ axis: -1 }).apply([
      product,
      L.maximum().apply([a, b]) as tf.SymbolicTensor,
    ]) as tf.SymbolicTensor
    const mean = L.average().apply([both, both]) as tf.SymbolicTensor
    return tf.model({ inputs: input, outputs: L.flatten().apply(mean) as tf.SymbolicTensor })
  },
}

beforeAll(() => tf.setBackend('cpu'))

describe('layers models', () => {
  it.each(Object.entries(QUIRKS))('%s: each layer as TensorFlow.js has it, to 1e-5', async (_, make) => {
    const { names, worst } = await compared(read(files(await saved(make()))))
    expect(names.length).toBeGreaterThan(1)
    expect(worst).toBeLessThan(1e-5)
  })

  it('are compared in plain JavaScript whatever backend stands, which stands again', async () => {
    await tf.setBackend('wasm')
    const first = L.conv2d({ inputShape: [8, 8, 3], filters: 3, kernelSize: 3, useBias: false })
    const { worst } = await compared(read(files(await saved(row(first, L.batchNormalization({}))))))
    expect(tf.getBackend()).toBe('wasm')
    await tf.setBackend('cpu')
    expect(worst).toBeLessThan(1e-5)
  })

  it('lie in shards, folders and zips alike', async () => {
    const model = await saved(QUIRKS['nested models, the same layer names in both']!())
    const shards = files(model, 3)
    const zip = zipSync(Object.fromEntries(Object.entries(shards).map(([name, bytes]) => [`export/${name}`, bytes])))
    const { 'model.json': json, ...others } = shards
    const sources = [
      folderSource('export', shards),
      fileSource('export.zip', zip),
      fileSource('model.json', json!, others),
    ]
    for (const source of sources) {
      expect(tensorflowjs.recognizes(source)).toBe(true)
      expect((await compared(tensorflowjs.read(source))).worst).toBeLessThan(1e-5)
    }
  })

  it.each([
    ['uint8', '8 bits'],
    ['uint16', '16 bits'],
    ['float16', 'half precision'],
  ])('have weights of %s', async (dtype, words) => {
    const model = await saved(QUIRKS['one channel, valid, Flatten, a softmax within']!())
    const numbers = new Float32Array(model.data.slice().buffer)
    const bytes = dtype === 'uint8' ? 1 : 2
    const data = new Uint8Array(numbers.length * bytes)
    const view = new DataView(data.buffer)
    const [min, scale] = [-2, 4 / 2 ** (8 * bytes)]
    numbers.forEach((x, i) => {
      if (dtype === 'float16') view.setUint16(2 * i, encodeFloat16(x), true)
      else if (bytes === 1) view.setUint8(i, Math.round((x - min) / scale))
      else view.setUint16(2 * i, Math.round((x - min) / scale), true)
    })
    const quantization = dtype === 'float16' ? { dtype } : { dtype, min, scale }
    const specs = model.specs.map((spec) => ({ ...spec, quantization }))
    const imported = read(files({ ...model, specs, data }))
    expect(imported.graph.provenance.notes.join()).toContain(words)
    expect((await compared(imported)).worst).toBeLessThan(1e-5)
  })

  it('come from Teachable Machine with classes, size and values', async () => {
    const model = await saved(QUIRKS['one channel, valid, Flatten, a softmax within']!())
    const metadata = {
      packageName: '@teachablemachine/image',
      labels: ['Cup', 'Cup', 'Pen', 'None'],
      imageSize: 224,
      modelName: 'desk',
    }
    const { graph } = read({ ...files(model), 'metadata.json': encode(metadata) })
    expect(graph.says).toEqual({
      title: 'desk',
      classes: ['Cup', 'Cup', 'Pen', 'None'],
      values: { from: 'metadata.json of Teachable Machine', range: 255, mean: [127], std: [127] },
    })
    expect(graph.input).toMatchObject({ height: 9, width: 8, channels: 1 })
  })

  it.skipIf(!existsSync(ZOO))('Tiny VGG of the zoo', async () => {
    const { names, worst } = await compared(tensorflowjs.read(diskSource(`${ZOO}/tinyvgg`)))
    expect(names).toHaveLength(12)
    expect(worst).toBeLessThan(1e-6)
  })
})

type Node = { name: string; op: string; input?: string[]; attr?: object }

const text = (value: string) => ({ s: Buffer.from(value).toString('base64') })
const list = (...i: number[]) => ({ list: { i: i.map(String) } })
const strings = (...s: string[]) => ({ list: { s: s.map((each) => Buffer.from(each).toString('base64')) } })

/** A graph model of these nodes, `in` being the picture, and its seeded weights. */
function graphFiles(nodes: Node[], weights: Record<string, number[] | { values: number[] }>, shape = [1, 7, 8, 3]) {
  const rng = createRng(3, 'graphFiles')
  const specs: object[] = []
  const parts: Uint8Array[] = []
  for (const [name, given] of Object.entries(weights)) {
    const whole = !Array.isArray(given)
    const values = whole
      ? given.values
      : Array.from(rng.normals(given.reduce((m, n) => m * n, 1)), (x) => 0.4 * x + (name.includes('variance') ? 2 : 0))
    specs.push({
      name,
      shape: whole ? (values.length === 1 ? [] : [values.length]) : given,
      dtype: whole ? 'int32' : 'float32',
    })
    parts.push(new Uint8Array((whole ? Int32Array.from(values) : Float32Array.from(values)).buffer))
  }
  const dim = shape.map((size, i) => ({ size: i ? String(size) : '-1' }))
  const placeholder = {
    name: 'in',
    op: 'Placeholder',
    attr: { shape: { shape: { dim } }, dtype: { type: 'DT_FLOAT' } },
  }
  const constants = Object.keys(weights).map((name) => ({
    name,
    op: 'Const',
    attr: { dtype: { type: Array.isArray(weights[name]) ? 'DT_FLOAT' : 'DT_INT32' } },
  }))
  const typed = nodes.map((node) => ({ ...node, attr: { T: { type: 'DT_FLOAT' }, ...node.attr } }))
  const json = {
    format: 'graph-model',
    modelTopology: { node: [...typed, placeholder, ...constants], versions: { producer: 1 } },
    weightsManifest: [{ paths: ['w.bin'], weights: specs }],
  }
  return { 'model.json': encode(json), 'w.bin': Buffer.concat(parts) as Uint8Array }
}

const window = (padding: string, stride = 1) => ({
  strides: list(1, stride, stride, 1),
  dilations: list(1, 1, 1, 1),
  padding: text(padding),
  data_format: text('NHWC'),
})

const GRAPHS: Readonly<Record<string, Parameters<typeof graphFiles>>> = {
  'a convolution fused with bias and ReLU6, same with stride 2': [
    [
      {
        name: 'c',
        op: '_FusedConv2D',
        input: ['in', 'k', 'b'],
        attr: { ...window('SAME', 2), fused_ops: strings('BiasAdd', 'Relu6'), num_args: { i: '1' } },
      },
    ],
    { k: [3, 3, 3, 4], b: [4] },
  ],
  'a fused depthwise convolution': [
    [
      {
        name: 'c',
        op: 'FusedDepthwiseConv2dNative',
        input: ['in', 'k', 'b'],
        attr: { ...window('SAME', 2), fused_ops: strings('BiasAdd', 'Relu'), num_args: { i: '1' } },
      },
    ],
    { k: [3, 3, 3, 2], b: [6] },
  ],
  'explicit paddings': [
    [
      {
        name: 'c',
        op: 'Conv2D',
        input: ['in', 'k'],
        attr: { ...window('EXPLICIT'), explicit_paddings: list(0, 0, 1, 0, 2, 1, 0, 0) },
      },
    ],
    { k: [3, 3, 3, 4] },
  ],
  'batch normalization as one node': [
    [
      { name: 'c', op: 'Conv2D', input: ['in', 'k'], attr: window('VALID') },
      {
        name: 'n',
        op: 'FusedBatchNormV3',
        input: ['c', 's', 'o', 'm', 'variance'],
        attr: { epsilon: { f: 0.01 }, is_training: { b: false }, data_format: text('NHWC') },
      },
      { name: 'y', op: 'LeakyRelu', input: ['n'], attr: { alpha: { f: 0.1 } } },
    ],
    { k: [3, 3, 3, 4], s: [4], o: [4], m: [4], variance: [4] },
  ],
  'batch normalization as Mul and Add, out of order': [
    [
      { name: 'y', op: 'Relu', input: ['a'] },
      { name: 'a', op: 'AddV2', input: ['p', 'o'] },
      { name: 'p', op: 'Mul', input: ['c', 's', '^c'] },
      { name: 'c', op: 'Conv2D', input: ['in', 'k'], attr: window('VALID') },
    ],
    { k: [3, 3, 3, 4], s: [4], o: [4] },
  ],
  'pads, pools, a mean, a product with bias, a softmax': [
    [
      { name: 'z', op: 'Pad', input: ['in', 'margins'] },
      { name: 'm', op: 'MaxPool', input: ['z'], attr: { ...window('SAME', 2), ksize: list(1, 3, 3, 1) } },
      { name: 'v', op: 'AvgPool', input: ['m'], attr: { ...window('SAME'), ksize: list(1, 2, 2, 1) } },
      { name: 'g', op: 'Mean', input: ['v', 'axes'], attr: { keep_dims: { b: false } } },
      {
        name: 'd',
        op: '_FusedMatMul',
        input: ['g', 'k', 'b'],
        attr: {
          fused_ops: strings('BiasAdd'),
          num_args: { i: '1' },
          transpose_a: { b: false },
          transpose_b: { b: false },
        },
      },
      { name: 'y', op: 'Softmax', input: ['d'] },
    ],
    { margins: [4, 2], axes: { values: [1, 2] }, k: [3, 5], b: [5] },
  ],
  'a strided slice, a concatenation, bilinear resizing': [
    [
      {
        name: 's',
        op: 'StridedSlice',
        input: ['in', 'from', 'to', 'step'],
        attr: {
          begin_mask: { i: '3' },
          end_mask: { i: '7' },
          shrink_axis_mask: { i: '0' },
          ellipsis_mask: { i: '0' },
          new_axis_mask: { i: '0' },
        },
      },
      { name: 'j', op: 'ConcatV2', input: ['s', 's', 'axis'], attr: { N: { i: '2' } } },
      {
        name: 'y',
        op: 'ResizeBilinear',
        input: ['j', 'size'],
        attr: { half_pixel_centers: { b: true }, align_corners: { b: false } },
      },
    ],
    {
      from: { values: [0, 0, 2, 0] },
      to: { values: [0, 0, 0, 2] },
      step: { values: [1, 1, 2, 1] },
      axis: { values: [3] },
      size: { values: [9, 5] },
    },
  ],
}
// Margins are whole numbers of two axes.
const MARGINS = [0, 0, 1, 2, 0, 1, 0, 0]

describe('graph models', () => {
  it.each(Object.entries(GRAPHS))('%s: each value as TensorFlow.js has it, to 1e-5', async (_, [nodes, weights]) => {
    const parts = graphFiles(nodes, weights)
    if ('margins' in weights) {
      const json = JSON.parse(new TextDecoder().decode(parts['model.json'])) as {
        weightsManifest: [{ weights: { name: string; dtype: string }[] }]
      }
      json.weightsManifest[0].weights.find(({ name }) => name === 'margins')!.dtype = 'int32'
      parts['model.json'] = encode(json)
      const data = Buffer.from(parts['w.bin'])
      MARGINS.forEach((margin, i) => data.writeInt32LE(margin, 4 * i))
      parts['w.bin'] = data
    }
    const { names, worst } = await compared(read(parts))
    expect(names.length).toBeGreaterThanOrEqual(1)
    expect(worst).toBeLessThan(1e-5)
  })

  it('name what they have and the graph has not', () => {
    const { graph } = read(graphFiles([{ name: 'y', op: 'FFT', input: ['in'] }], {}))
    expect(graph.nodes).toMatchObject([{ op: 'unknown', name: 'y', attributes: { operation: 'FFT' } }])
  })

  it.skipIf(!existsSync(ZOO))(
    'the emotion network of the zoo',
    async () => {
      const { names, worst } = await compared(tensorflowjs.read(diskSource(`${ZOO}/human-emotion/emotion.json`)))
      expect(names.length).toBeGreaterThan(15)
      expect(worst).toBeLessThan(1e-6)
    },
    60_000,
  )
})

describe('what is refused', () => {
  it('a shard that is missing or too short, by name', async () => {
    const parts = files(await saved(QUIRKS['a row of numbers, layers without bias']!()), 2)
    const { 'group1-shard2of2.bin': last, ...rest } = parts
    expect(() => read(rest)).toThrow(
      /keeps its weights in group1-shard2of2\.bin, which is not beside it\n.*beside model\.json/,
    )
    expect(() => read({ ...rest, 'group1-shard2of2.bin': last!.slice(4) })).toThrow(/is too short|are too short/)
    expect(() => read({ ...rest, 'group1-shard2of2.bin': Buffer.concat([last!, last!]) })).toThrow('left over')
  })

  it('a graph that reads itself', () => {
    const circle = [
      { name: 'a', op: 'AddV2', input: ['in', 'b'] },
      { name: 'b', op: 'Relu', input: ['a'] },
      { name: 'y', op: 'Relu', input: ['b'] },
    ]
    expect(() => read(graphFiles(circle, {}))).toThrow('reads its own output')
  })

  it('files that are cut or changed anywhere, within their time', async () => {
    const layers = files(await saved(QUIRKS['depthwise and separable convolutions, leaky ReLU, PReLU']!()))
    const graph = graphFiles(...GRAPHS['batch normalization as one node']!)
    const zip = zipSync(layers)
    for (let i = 0; i < 10_000; i++) {
      const source = i % 3 === 0 ? zip : (i % 3 === 1 ? layers : graph)['model.json']!
      const changed = i % 4 === 0 ? source.slice(0, (i * 7919) % source.length) : source.slice()
      for (let k = 0; k < 1 + (i % 5); k++)
        changed[(i * 104_729 + k * 1_299_709) % Math.max(1, changed.length)] = 32 + ((i * 31 + k * 17) % 95)
      const whole = { ...(i % 3 === 1 ? layers : graph), 'model.json': changed }
      const begun = performance.now()
      try {
        tensorflowjs.read(i % 3 === 0 ? fileSource('fuzzed.zip', changed) : folderSource('fuzzed', whole))
      } catch (error) {
        if ((error as Error).name !== 'Failure') throw error
      }
      expect(performance.now() - begun).toBeLessThan(2000)
    }
  }, 120_000)
})
