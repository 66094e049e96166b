import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, it } from 'vitest'
import { coverOf, drawCover, gridFor } from '../../src/site/publish/cover.ts'

const folder = mkdtempSync(join(tmpdir(), 'cover-'))
const fileOf = {
  artifact: (name: string) => join(folder, name),
  image: (src: string) => join(folder, src),
}
const colourAt = async (jpeg: Buffer, left: number, top: number) => {
  const pixel = await sharp(jpeg).extract({ left, top, width: 1, height: 1 }).raw().toBuffer()
  return [...pixel].map((value) => Math.round(value / 16) * 16)
}

it('takes the tiles of the first figure, else its image, else the title', () => {
  const tile = { file: 'a.webp', left: 0, top: 0, width: 2, height: 2 }
  const grid = `<figure data-cover='${JSON.stringify([tile])}'><img src="/b.webp"></figure>`
  expect(coverOf(`<h1>Title</h1>${grid}`)).toEqual({ tiles: [tile] })
  expect(coverOf(`<h1>T</h1><figure><p><img src="/b.svg"></p></figure>${grid}`)).toEqual({
    image: '/b.svg',
  })
  expect(coverOf('<h1>A <em>title</em></h1><figure>Table<figcaption><img src="/c.png"></figcaption></figure>')).toEqual(
    {
      title: 'A title',
    },
  )
})

it.each([
  [1, [1, 1]],
  [2, [2, 1]],
  [8, [4, 2]],
  [9, [4, 2]],
  [32, [8, 4]],
] as const)('%i tiles stand in a grid of %j', (count, grid) => {
  expect(gridFor(count)).toEqual(grid)
})

it('draws 1200 × 630, tiles in order, the same bytes each time', async () => {
  const sheet = sharp({ create: { width: 4, height: 2, channels: 3, background: '#f00' } })
  const right = { create: { width: 2, height: 2, channels: 3 as const, background: '#00f' } }
  await sheet
    .composite([{ input: right, left: 2, top: 0 }])
    .png()
    .toFile(join(folder, 'two.png'))
  const tile = { file: 'two.png', top: 0, width: 2, height: 2 }
  const cover = {
    tiles: [
      { ...tile, left: 0 },
      { ...tile, left: 2 },
    ],
  }
  const jpeg = await drawCover(cover, fileOf)
  expect(await sharp(jpeg).metadata()).toMatchObject({ format: 'jpeg', width: 1200, height: 630 })
  expect(await colourAt(jpeg, 300, 300)).toEqual([256, 0, 0])
  expect(await colourAt(jpeg, 900, 300)).toEqual([0, 0, 256])
  expect((await drawCover(cover, fileOf)).equals(jpeg)).toBe(true)
})

it('writes the title of an article without a figure in a face that does not depend on the machine', async () => {
  const jpeg = await drawCover({ title: 'Nets & <layers>' }, fileOf)
  const { channels } = await sharp(jpeg).greyscale().stats()
  expect(channels[0].min).toBeLessThan(80)
  expect(channels[0].max).toBeGreaterThan(250)
  expect((await drawCover({ title: 'Nets & <layers>' }, fileOf)).equals(jpeg)).toBe(true)
})
