import * as tf from '@tensorflow/tfjs'
import { readFileSync } from 'node:fs'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { loadModel } from '../../src/engine/loadModel.ts'
import type { Progress } from '../../src/engine/messages.ts'
import { FOLDER, table } from '../model/menagerie.ts'
import '../backends.ts'

const address = 'https://example.org/a/b/models/menagerie/model.json'
const json = readFileSync(`${FOLDER}/model.json`)
const weights = readFileSync(`${FOLDER}/${table.weights.file}`)

/** A site that holds these files. */
const serve = (files: Record<string, Uint8Array>) =>
  vi.stubGlobal('fetch', async (url: string) => {
    const body = files[url.split('/').pop()!]
    return new Response(body ? Uint8Array.from(body) : null, { status: body ? 200 : 404 })
  })

beforeAll(async () => {
  await tf.setBackend('cpu')
})
afterEach(() => vi.unstubAllGlobals())

it('reads the weights beside the layer table, and says how far it is', async () => {
  serve({ 'model.json': json, [table.weights.file]: weights })
  const heard: Progress[] = []
  const model = await loadModel(address, (progress) => heard.push(progress))
  expect(model.table.id).toBe(table.id)
  expect(heard[0]).toEqual({ loaded: 0, total: weights.length })
  expect(heard.at(-1)).toEqual({ loaded: weights.length, total: weights.length })
  model.dispose()
})

it('says that a file is missing', async () => {
  serve({ 'model.json': json })
  await expect(loadModel(address, () => {})).rejects.toThrow('the network could not be loaded (status 404)')
})

it('says so where there is no connection', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed to fetch')))
  await expect(loadModel(address, () => {})).rejects.toThrow(`the network could not be loaded (no connection)`)
})

it('refuses weights of another size', async () => {
  serve({ 'model.json': json, [table.weights.file]: weights.subarray(0, 100) })
  await expect(loadModel(address, () => {})).rejects.toThrow(
    'what came is not the whole of what this page was made with',
  )
})

it('refuses weights of the same size that are of another training, and takes them once they are right', async () => {
  const older = Uint8Array.from(weights)
  older[older.length - 1]! ^= 1
  serve({ 'model.json': json, [table.weights.file]: older })
  await expect(loadModel(address, () => {})).rejects.toThrow(
    'what came is not the whole of what this page was made with',
  )
  serve({ 'model.json': json, [table.weights.file]: weights })
  ;(await loadModel(address, () => {})).dispose()
})

it('refuses a layer table that is not the one that its name states', async () => {
  const stated = address.replace('model.json', 'model.0123456789abcdef.json')
  serve({ 'model.0123456789abcdef.json': json, [table.weights.file]: weights })
  await expect(loadModel(stated, () => {})).rejects.toThrow(
    'what came is not the whole of what this page was made with',
  )
})
