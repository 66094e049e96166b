/** The small network of `test/fixtures/menagerie`, ready to run, and seeded images for it. */
import * as tf from '@tensorflow/tfjs'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readLayerTable } from '../../precompute/readModel.ts'
import { createModel, type Model } from '../../src/model/model.ts'
import { createRng } from '../../src/vocabulary/rng.ts'
import { readSafetensors } from '../../src/model/safetensors.ts'
import { volume, type Volume } from './slowForward.ts'

export const FOLDER = join(import.meta.dirname, '../fixtures/menagerie')

export const table = readLayerTable('menagerie', join(FOLDER, '..'))
export const parameters = readSafetensors(readFileSync(join(FOLDER, 'weights.safetensors')))
export const layerNames: string[] = table.layers.map(({ name }) => name)

/** On the current backend; the caller disposes it. */
export const createMenagerie = (): Model => createModel(table, parameters)

/** Noise in [0, 1], rounded to float32 so that single and double precision start from the same numbers. */
export function noiseImage(seed: number, height = table.input.height, width = height): Volume {
  const rng = createRng(seed, 'image')
  return volume(height, width, table.input.channels, () => Math.fround(rng.uniform()))
}

/** Images of one size → `(B, H, W, C)`. */
export function toTensor(...volumes: Volume[]): tf.Tensor4D {
  const { height, width, channels } = volumes[0]
  return tf.tensor4d(Float32Array.from(volumes.flatMap(({ data }) => [...data])), [
    volumes.length,
    height,
    width,
    channels,
  ])
}
