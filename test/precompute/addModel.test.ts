import * as tf from '@tensorflow/tfjs'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import { forward } from '../../src/model/forward.ts'
import { writeSafetensors } from '../../src/model/safetensors.ts'
import '../backends.ts'
import { relativeError } from '../model/closeness.ts'
import { FOLDER, noiseImage, parameters, table, toTensor } from '../model/menagerie.ts'
import { slowForward } from '../model/slowForward.ts'

const folder = mkdtempSync(join(tmpdir(), 'add-model-'))
const models = join(folder, 'models')
afterAll(() => rmSync(folder, { recursive: true }))

function addModel(...args: string[]) {
  const command = ['precompute/addModel.ts', ...args, '--out', models]
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' })
  return { status, stdout, stderr }
}

const file = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

const { weights: _, ...description } = table
const tablePath = file('table.json', JSON.stringify(description))
const weightsPath = join(FOLDER, 'weights.safetensors')

describe('npm run add-model', () => {
  it('adds a network that runs, its weights in half precision', async () => {
    await tf.setBackend('cpu')
    expect(addModel(tablePath, weightsPath).stdout).toBe(`${models}/menagerie: 19 layers, 0.00 MB of weights\n`)
    const model = readModel('menagerie', models)
    const image = noiseImage(1)
    const found = tf.tidy(() => forward(model)(toTensor(image), ['logits']).logits.dataSync())
    const expected = slowForward(table, parameters, image).get('logits')!.data
    expect(relativeError(found, expected)).toBeLessThan(2e-3)
    model.dispose()
  })

  it('says what it takes when called without files', () => {
    expect(addModel()).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('npm run add-model -- table.json weights.safetensors'),
    })
  })

  it('refuses weights that lack a parameter', () => {
    const lacking = new Map([...parameters].filter(([name]) => name !== 'flat/bias'))
    const path = file('lacking.safetensors', writeSafetensors(lacking, 'F32'))
    expect(addModel(tablePath, path).stderr).toContain('missing parameter: flat/bias')
  })

  it('refuses weights that half precision cannot hold', () => {
    const large = new Map(parameters)
    large.set('flat/bias', { shape: [7], data: new Float32Array(7).fill(70_000) })
    const path = file('large.safetensors', writeSafetensors(large, 'F32'))
    expect(addModel(tablePath, path).stderr).toContain(
      `parameter flat/bias of ${path} holds 70000; float16 ends at 65504`,
    )
  })
})

describe('readModel', () => {
  it('names the models there are when one is unknown', () => {
    expect(() => readModel('lumin', models)).toThrow(
      `unknown model: lumin (${models} holds menagerie; add one with npm run add-model)`,
    )
  })

  it('refuses weights that changed since they were added', () => {
    const path = join(models, 'menagerie', 'weights.safetensors')
    const bytes = readFileSync(path)
    bytes[bytes.length - 1] ^= 1
    writeFileSync(path, bytes)
    expect(() => readModel('menagerie', models)).toThrow(
      /weights of menagerie do not match its model.json: .* has SHA-256 [0-9a-f]{64}, recorded [0-9a-f]{64}. Restore the file, or run npm run add-model again/,
    )
  })
})
