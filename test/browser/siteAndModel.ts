/**
 * The built site and, on WASM in Node, the network that its figures run, for all tests of a file that imports
 * them: both are there once the first test begins.
 */
import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import type { Model } from '../../src/model/model.ts'
import '../backends.ts'
import { type BuiltSite, builtSite } from './builtSite.ts'

export let site: BuiltSite
export let model: Model

beforeAll(async () => {
  await tf.setBackend('wasm')
  await tf.ready()
  model = readModel('lumen')
  site = await builtSite()
})
afterAll(() => site?.close())
