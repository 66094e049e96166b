import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readLayerTable } from '../../../precompute/readModel.ts'
import { parseLayerTable } from '../../../src/model/parseLayerTable.ts'
import { readSafetensors, writeSafetensors } from '../../../src/model/safetensors.ts'
import { storedAsOriginals } from '../../attribution/tokens/mosaicOriginals.ts'
import { readReference } from '../../attribution/tokens/readReference.ts'
import { noZoo, ZOO } from './imported.ts'

const ORIGINALS = '../shared/models/mosaic'
const folder = mkdtempSync(join(tmpdir(), 'mosaic-'))
const models = join(folder, 'models')
afterAll(() => rmSync(folder, { recursive: true }))

const put = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
const own = parseLayerTable(JSON.parse(readFileSync('public/models/mosaic/model.json', 'utf8')))
const largest = (text: string) => Number(/largest difference is (\S+) of/.exec(text)![1])

describe.skipIf(noZoo)(`mosaic as PyTorch writes it (${noZoo ?? ZOO})`, () => {
  function imported(file: string, ...args: string[]) {
    const reference = readReference(join(ORIGINALS, 'reference.safetensors'))
    const { shape, data } = reference.get('input')!
    const image = { shape, data: data.map((value) => value / 255) }
    const wanted = new Map([['image', image], ...['logits', 'norm', 'block1.middle', 'tokens'].map((name) => [name, reference.get(name.replace('.', '/'))!] as const)]) // prettier-ignore
    const command = ['precompute/addModel.ts', resolve(ZOO, file), '--out', models, '--license', 'CC BY 4.0', '--range=-1..1'] // prettier-ignore
    const said = ['--classes', put('classes.txt', own.classes.join('\n')), '--expect', put('reference.safetensors', writeSafetensors(wanted, 'F32'))] // prettier-ignore
    return spawnSync(process.execPath, [...command, ...said, ...args], { encoding: 'utf8' })
  }

  it.each(['mosaic-opset13.onnx', 'mosaic-opset16.onnx'])('%s comes back as mosaic', (file) => {
    const id = file.replace('.onnx', '')
    const { stdout, stderr } = imported(file)
    expect(stderr).toBe('')
    // ONNX Runtime, layer by layer, and PyTorch's own values on three scenes.
    expect(stdout).toMatch(/82 of 84 layers compared on 2 seeded pictures/)
    expect(largest(stdout)).toBeLessThan(1e-4)
    const expected = [...stdout.matchAll(/As expected by .*: (\S+) on 3 pictures, to (\S+) of/g)]
    expect(expected.map(([, layer]) => layer).sort()).toEqual(['block1.middle', 'logits', 'norm', 'tokens'])
    for (const [, layer, difference] of expected) expect(Number(difference), layer).toBeLessThan(1e-4)
    const table = readLayerTable(id, models)
    expect(table.layers).toEqual(own.layers)
    expect(table.input).toEqual(own.input)
    expect(table.weights.sha256).toBe(own.weights.sha256)
    const found = readSafetensors(readFileSync(join(models, id, 'weights.safetensors')))
    const originals = storedAsOriginals(readSafetensors(readFileSync(join(ORIGINALS, 'weights.safetensors'))))
    expect([...found.keys()].sort()).toEqual([...originals.keys()].sort())
    let most = 0
    for (const [name, { shape, data }] of originals) {
      expect(found.get(name)!.shape, name).toEqual(shape)
      data.forEach((value, i) => (most = Math.max(most, Math.abs(value - found.get(name)!.data[i]))))
    }
    expect(most).toBeLessThanOrEqual(1e-6)
    expect(stdout).not.toContain('float16')
  })

  it('in half precision says what that costs, and that relevance needs more', () => {
    const { stdout } = imported('mosaic-opset16.onnx', '--weights', 'float16', '--id', 'half')
    expect(stdout).toMatch(/Weights in float16 change logits by \S+ of its largest value\.\nRelevance propagated through attention divides by sums near zero.*--weights float32/) // prettier-ignore
    expect(readLayerTable('half', models).imported!.parity.at(-1)).toContain('--weights float32')
  })
})

describe('npm run add-model with the layer table of a transformer', () => {
  const { weights: _, ...description } = own
  const table = put('table.json', JSON.stringify(description))
  const add = (...args: string[]) =>
    spawnSync(process.execPath, ['precompute/addModel.ts', table, 'public/models/mosaic/weights.safetensors', '--out', models, '--replace', ...args], { encoding: 'utf8' }).stdout // prettier-ignore

  it('keeps all digits of its weights', () => {
    expect(add()).toBe(`${models}/mosaic: 84 layers, 3.34 MB of weights\n`)
    expect(readLayerTable('mosaic', models).weights.sha256).toBe(own.weights.sha256)
  })

  it('in half precision says that relevance needs more', () => {
    expect(add('--weights', 'float16')).toMatch(/^Relevance propagated through attention.*--weights float32 keeps all digits\.\n.*84 layers, 1\.68 MB of weights\n$/) // prettier-ignore
  })
})
