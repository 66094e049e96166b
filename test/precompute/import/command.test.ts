import * as tf from '@tensorflow/tfjs'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readLayerTable, readModel } from '../../../precompute/readModel.ts'
import { forward } from '../../../src/model/forward.ts'
import { parseLayerTable } from '../../../src/model/parseLayerTable.ts'
import { readSafetensors, writeSafetensors } from '../../../src/model/safetensors.ts'
import '../../backends.ts'
import { relativeError } from '../../model/closeness.ts'
import { noZoo, ZOO } from './imported.ts'
import { floats, noise, onnxFile, type File } from './onnxFile.ts'

const folder = mkdtempSync(join(tmpdir(), 'import-'))
const models = join(folder, 'models')
afterAll(() => rmSync(folder, { recursive: true }))

const put = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

function addModel(...args: string[]) {
  const command = ['precompute/addModel.ts', ...args, '--out', models]
  return spawnSync(process.execPath, command, { encoding: 'utf8' })
}

const file: File = {
  input: [1, 3, 12, 10],
  nodes: [
    ['Conv', 'x w', 'c', { pads: [1, 1, 1, 1], strides: [2, 1] }],
    ['Relu', 'c', 'r'],
    ['GlobalAveragePool', 'r', 'g'],
    ['Flatten', 'g', 'f'],
    ['Gemm', 'f m', 'y', { transB: 1 }],
  ],
  tensors: { w: noise('w', [6, 3, 3, 3]), m: noise('m', [3, 6]) },
}
const path = put('Small Net.onnx', onnxFile(file))
const names = put('names.txt', 'crane\ncrane\nwren\n')
const said = ['--classes', names, '--license', 'CC BY 4.0']

describe('npm run add-model with a file of another format', () => {
  it('asks for all that the file does not say, with an example of each', () => {
    const { status, stderr } = addModel(path)
    expect(status).toBe(2)
    expect(stderr).toBe(`Small Net.onnx does not say everything. Add to the command:
  --license "CC BY 4.0"                under what terms the network may be used
  --classes classes.txt                a file of their names, one a line; none where it scores none
  --range 0..1                         what black and white are in its input (or --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225)
`)
    expect(existsSync(models)).toBe(false)
  })

  it('stores the network, and says what it took and how near it came', () => {
    const { status, stdout, stderr } = addModel(path, ...said, '--range=-1..1', '--bgr', '--title', 'Small')
    expect(stderr).toBe('')
    expect(status).toBe(0)
    expect(stdout).toMatch(
      /^ONNX, opset 13, written by test: id small-net, from the file's name; blue first; pictures enter from -1 for black to 1 for white, less 0, 0, 0, over 1, 1, 1; A softmax is added after the scores that the file puts out\nParity with ONNX Runtime [\d.]+ \(WASM\): 4 of 5 layers compared on 2 seeded pictures; the largest difference is \d\.\de-\d+ of a layer's largest value \([\w.]+; allowed: 0.0001\)\.\nWeights in float16 change logits by \d\.\de-\d+ of its largest value\.\n.*models\/small-net: 5 layers, 0.00 MB of weights\n$/,
    )
    const table = readLayerTable('small-net', models)
    expect(table).toMatchObject({
      title: 'Small',
      classes: ['crane', 'crane', 'wren'],
      license: 'CC BY 4.0',
      input: { height: 12, width: 10, channels: 3, scale: [2, 2, 2], offset: [-1, -1, -1], order: 'BGR' },
    })
    expect(table.imported).toMatchObject({ file: 'Small Net.onnx', format: 'ONNX, opset 13, written by test' })
    expect(table.imported!.parity).toHaveLength(2)
    expect(readdirSync(models)).toEqual(['small-net'])
  })

  it('puts no network in the place of another unless that is said', () => {
    const before = readFileSync(join(models, 'small-net/model.json'), 'utf8')
    const { status, stderr } = addModel(path, ...said, '--range', '0..1')
    expect(status).toBe(2)
    expect(stderr).toBe(
      `there is a network already: ${join(models, 'small-net')} (Small)\nGive another --id, or --replace to put this one in its place.\n`,
    )
    expect(readFileSync(join(models, 'small-net/model.json'), 'utf8')).toBe(before)
    expect(addModel(path, ...said, '--range', '0..1', '--replace').status).toBe(0)
    expect(readLayerTable('small-net', models).title).toBe('small-net')
    expect(readdirSync(models)).toEqual(['small-net'])
  })

  it('keeps mean and deviation of each channel, and weights in single precision where that is said', async () => {
    const mean = ['--mean', '0.5,0.25,0.75', '--std', '0.5,0.2,0.25']
    expect(addModel(path, ...said, ...mean, '--id', 'exact', '--weights', 'float32').status).toBe(0)
    const { input } = readLayerTable('exact', models)
    const [scale, offset] = [input.scale, input.offset]
    scale.forEach((value, i) => expect(value).toBeCloseTo([2, 5, 4][i], 12))
    offset.forEach((value, i) => expect(value).toBeCloseTo([-1, -1.25, -3][i], 12))
    await tf.setBackend('cpu')
    const model = readModel('exact', models)
    const kernel = readSafetensors(readFileSync(join(models, 'exact/weights.safetensors'))).get('conv1/kernel')!
    expect(kernel.shape).toEqual([3, 3, 3, 6])
    // OIHW (2, 1, 0, 2) is HWIO (0, 2, 1, 2).
    const wanted = new Float32Array(file.tensors!.w.rawData.buffer)[2 * 27 + 9 + 2]
    expect(kernel.data[(2 * 3 + 1) * 6 + 2]).toBe(wanted)
    model.dispose()
  })

  it('takes pictures that enter as one row of numbers, once it is told their size', () => {
    const flat = put('flat.onnx', onnxFile({ input: [null, 60], nodes: [['MatMul', 'x a', 'y']], tensors: { a: noise('a', [60, 3]) } })) // prettier-ignore
    const args = [flat, ...said, '--range', '0..1']
    expect(addModel(...args).stderr).toContain(
      '--size 28x28x1                       height, width and channels of its pictures',
    )
    expect(addModel(...args, '--size', '10x6x1').status).toBe(0)
    expect(readLayerTable('flat', models).input).toMatchObject({ height: 10, width: 6, channels: 1 })
  })

  const REFUSED: [what: string, args: string[], message: string][] = [
    ['class names that do not fit', ['--classes', put('two.txt', 'a\nb\n'), '--license', 'x', '--range', '0..1'], '2 class names for 3 scores (output y)'],
    ['an empty line among them', ['--classes', put('gap.txt', 'a\n\nb\n'), '--license', 'x', '--range', '0..1'], 'gap.txt: line 2 is empty'],
    ['a range that is none', [...said, '--range', '0-255'], 'invalid --range: 0-255\nAllowed: two numbers, as in --range 0..255'],
    ['a mean of two numbers', [...said, '--mean', '1,2'], 'invalid --mean: 1,2'],
    ['a deviation of 0', [...said, '--mean', '0', '--std', '0'], 'invalid --std: 0'],
    ['a size that the file contradicts', [...said, '--range', '0..1', '--size', '64'], '--size says a height of 64; the file, 12'],
    ['an id that is no address', [...said, '--range', '0..1', '--id', 'Net!'], 'invalid --id: Net!'],
    ['an unknown option', [...said, '--rnage', '0..1'], "Unknown option '--rnage'"],
    ['an output that the file has not', [...said, '--range', '0..1', '--id', 'o', '--output', 'q'], 'no output q: no node makes it\nOutputs of the file: y.'],
  ] // prettier-ignore
  it.each(REFUSED)('refuses %s, and writes nothing', (_, args, message) => {
    const before = readdirSync(models)
    const { status, stderr } = addModel(path, '--id', 'refused', ...args)
    expect(stderr).toContain(message)
    expect(status).toBe(2)
    expect(readdirSync(models)).toEqual(before)
  })

  it('names the formats there are for a file of none', () => {
    const { stderr } = addModel(put('notes.md', 'a note'), ...said)
    expect(stderr).toMatch(/notes\.md is of no known format\nKnown: .*ONNX \(model\.onnx\)/)
  })

  it('refuses weights that half precision holds badly, and says what mends it', () => {
    const large = put('large.onnx', onnxFile({ ...file, tensors: { ...file.tensors, m: floats([3, 6], new Array(18).fill(1e6)) } })) // prettier-ignore
    expect(addModel(large, ...said, '--range', '0..1').stderr).toContain('holds 1000000; float16 ends at 65504\nGive --weights float32.') // prettier-ignore
    expect(existsSync(join(models, 'large'))).toBe(false)
  })

  it('compares with test vectors, and refuses a network that does not make them', () => {
    const image = { shape: [1, 12, 10, 3], data: Float32Array.from({ length: 360 }, (_, i) => (i % 17) / 17) }
    const expecting = (data: number[]) =>
      put('expect.safetensors', writeSafetensors(new Map([['image', image], ['logits', { shape: [1, data.length], data: Float32Array.from(data) }]]), 'F32')) // prettier-ignore
    const wrong = addModel(path, ...said, '--range', '0..1', '--id', 'judged', '--expect', expecting([9, 9, 9]))
    expect(wrong.stderr).toMatch(/layer logits on the pictures of .*expect\.safetensors differs by/)
    expect(existsSync(join(models, 'judged'))).toBe(false)
    const shape = addModel(path, ...said, '--range', '0..1', '--id', 'judged', '--expect', expecting([9, 9])) // prettier-ignore
    expect(shape.stderr).toContain('2 numbers for layer logits, which has 3')
  })
})

describe.skipIf(noZoo)(`published networks (${noZoo ?? ZOO})`, () => {
  const zoo = (name: string) => resolve(ZOO, name)
  const list = (name: string, classes: string) => put(name, classes.split(' ').join('\n'))
  const parity = (text: string) => Number(/largest difference is (\S+) of/.exec(text)![1])

  it('lumen comes back as it is: the same layers, the same weights', () => {
    const own = parseLayerTable(JSON.parse(readFileSync('public/models/lumen/model.json', 'utf8')))
    const classes = put('lumen.txt', own.classes.join('\n'))
    const { stdout } = addModel(zoo('lumen.onnx'), '--classes', classes, '--license', own.license, '--range=-1..1')
    expect(parity(stdout)).toBeLessThan(1e-5)
    const found = readLayerTable('lumen', models)
    expect(found.layers).toEqual(own.layers)
    expect(found.input).toEqual(own.input)
    expect(found.weights.sha256).toBe(own.weights.sha256)
  })

  it('Tiny Darknet scores by a mean, names two classes alike, and makes its reference', () => {
    const [onnx, classes, reference] = ['onnx', 'classes.txt', 'reference.safetensors'].map((end) => zoo(`tiny-darknet.${end}`)) // prettier-ignore
    const { stdout } = addModel(onnx, '--classes', classes, '--license', 'public domain', '--range', '0..1', '--expect', reference) // prettier-ignore
    expect(parity(stdout)).toBeLessThan(1e-4)
    const [, difference] = /As expected by .*: softmax on 2 pictures, to (\S+) of/.exec(stdout)!
    expect(Number(difference)).toBeLessThan(1e-5)
    const table = readLayerTable('tiny-darknet', models)
    expect(new Set(table.classes).size).toBe(998)
    expect(table.layers.at(-2)).toMatchObject({ name: 'average', op: 'globalAverage' })
  })

  it('ResNet-20 has its sums as layers, its shortcut, and makes its reference', async () => {
    const classes = list('cifar.txt', 'airplane automobile bird cat deer dog frog horse ship truck')
    const normalized = ['--mean', '.485,.456,.406', '--std', '.229,.224,.225']
    const args = ['--classes', classes, '--license', 'BSD-2-Clause', ...normalized, '--weights', 'float32']
    const { stdout } = addModel(zoo('resnet20/resnet20.onnx'), ...args)
    expect(parity(stdout)).toBeLessThan(1e-5)
    await tf.setBackend('cpu')
    const model = readModel('resnet20', models)
    const { image, logits } = Object.fromEntries(readSafetensors(readFileSync(zoo('resnet20/reference.safetensors'))))
    const found = tf.tidy(() => forward(model)(tf.tensor4d(image.data, [3, 32, 32, 3]), ['linear']).linear.dataSync())
    expect(relativeError(found, logits.data)).toBeLessThan(1e-5)
    expect(model.table.layers.filter(({ op }) => op === 'add')).toHaveLength(9)
    expect(model.table.layers.filter(({ op }) => op === 'crop' || op === 'pick')).toHaveLength(4)
    model.dispose()
  })

  it('an MNIST network of opset 7 takes grey pictures, padded as SAME_UPPER', () => {
    const classes = list('digits.txt', '0 1 2 3 4 5 6 7 8 9')
    const { stdout } = addModel(zoo('mnist-onnx/mnist.onnx'), '--classes', classes, '--license', 'MIT', '--range', '0..255') // prettier-ignore
    expect(parity(stdout)).toBeLessThan(1e-5)
    expect(readLayerTable('mnist', models).input).toMatchObject({ height: 28, width: 28, channels: 1, scale: [255] })
  })

  it('a MobileNetV3 whose size is open is asked for it, and has strides of two numbers', () => {
    const onnx = zoo('ocr-cls/ch_ppocr_mobile_v2.0_cls_infer.onnx')
    const args = [onnx, '--id', 'angle', '--classes', list('angles.txt', 'upright turned'), '--license', 'MIT']
    expect(addModel(...args, '--mean', '.5', '--std', '.5').stderr).toContain('--size 224x224')
    const { stdout } = addModel(...args, '--mean', '.5', '--std', '.5', '--size', '48x192')
    expect(parity(stdout)).toBeLessThan(1e-4)
    const { layers } = readLayerTable('angle', models)
    expect(layers.some((layer) => 'stride' in layer && String(layer.stride) === '2,1')).toBe(true)
    expect(layers.filter(({ op }) => op === 'multiply')).toHaveLength(9)
  })
})
