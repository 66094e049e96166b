import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import { PICTURES, pictureFile, readPicture, readPictures } from '../../precompute/readPicture.ts'
import { PICTURE_SIZE } from '../../src/artifacts/pictures.ts'
import { layerActivations } from '../../src/model/layerActivations.ts'
import type { Model } from '../../src/model/model.ts'
import '../backends.ts'

const pictures = readPictures()

describe('the picture set', () => {
  let model: Model
  beforeAll(async () => {
    await tf.setBackend('wasm')
    model = readModel('lumen')
  })

  it('has 24 scenes or more of 12 classes or more, two things in six or more', () => {
    expect(pictures.length).toBeGreaterThanOrEqual(24)
    expect(new Set(pictures.flatMap(({ classes }) => classes)).size).toBeGreaterThanOrEqual(12)
    const pairs = pictures.filter(({ classes }) => classes.length === 2)
    expect(pairs.length).toBeGreaterThanOrEqual(6)
    expect(new Set(pictures.map(({ name }) => name)).size).toBe(pictures.length)
  })

  it.each(pictures)('$name: lumen has every class among its first five', async (picture) => {
    const bytes = await readPicture(picture.name, 64, 64)
    const image = Float32Array.from(bytes, (value) => value / 255)
    const { guesses } = await layerActivations(model, { layer: 'conv7', image })
    const names = guesses.map(({ name }) => name)
    for (const each of picture.classes) expect(names).toContain(each)
  })

  it.each(pictures)('$name: file, hash and mask agree', async ({ file, mask, classes, sha256 }) => {
    const path = join(PICTURES, file)
    expect(statSync(path).size).toBeLessThanOrEqual(15 * 1024)
    expect(createHash('sha256').update(readFileSync(path)).digest('hex')).toBe(sha256)
    const { width, height, format } = await sharp(path).metadata()
    expect([width, height, format]).toEqual([PICTURE_SIZE, PICTURE_SIZE, 'webp'])
    const { data, info } = await sharp(join(PICTURES, mask))
      .extractChannel(0)
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect([info.width, info.height]).toEqual([PICTURE_SIZE, PICTURE_SIZE])
    const areas = new Array<number>(256).fill(0)
    for (const level of data) areas[level]++
    expect(areas.slice(classes.length + 1).every((area) => area === 0)).toBe(true)
    // Each thing is large enough to be seen at 64 × 64.
    for (const i of classes.keys()) expect(areas[i + 1] / data.length).toBeGreaterThan(0.04)
  })
})

describe('pictureFile', () => {
  it('finds ours by name', () => {
    expect(pictureFile('orange-1')).toBe('public/pictures/orange-1.webp')
  })
  it('names the pictures there are', () => {
    expect(() => pictureFile('orange')).toThrow('unknown picture: orange (public/pictures has orange-1, lemon-1,')
  })
  it.each(['guide/none.jpg', '../package.json', 'guide/../../package.json'])('refuses %s', (path) => {
    expect(() => pictureFile(path)).toThrow(`unknown picture: ${path} `)
  })
})
