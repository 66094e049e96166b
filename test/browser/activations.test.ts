import * as tf from '@tensorflow/tfjs'
import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import { receptiveField } from '../../src/model/geometry.ts'
import { layerActivations, type LayerActivations } from '../../src/model/layerActivations.ts'
import type { Model } from '../../src/model/model.ts'
import { familyNamed } from '../../src/stimuli/families.ts'
import { draw as drawStimulus } from '../../src/stimuli/family.ts'
import { formatNumber } from '../../src/widgets/number.ts'
import '../backends.ts'
import { type BuiltSite, builtSite, hasArticle } from './builtSite.ts'
import { openFigure, violations } from './openPage.ts'

/** As the article sets it. */
const INITIAL = { layer: 'conv4', channel: -1, image: 'orange-lemon' }

/** The first call loads the network, on a machine that may be busy. */
const SLOW = { timeout: 20_000 }

let site: BuiltSite
let model: Model
beforeAll(async () => {
  await tf.setBackend('cpu')
  model = readModel('lumen')
  site = await builtSite()
})
afterAll(() => site?.close())

async function open(options: BrowserContextOptions = {}, search = '') {
  const opened = await openFigure(site, 'gallery/fig-maps', options, search)
  const { figure } = opened
  if (options.javaScriptEnabled !== false) {
    await figure.locator('.pad').hover()
    await figure.locator('.activations[data-alive=true]').waitFor()
    // The picture stands on the canvas.
    await expect.poll(async () => Math.max(...(await picture(figure))), SLOW).toBeGreaterThan(0)
  }
  return opened
}

const shown = async (figure: Locator) =>
  JSON.parse((await figure.locator('.activations').getAttribute('data-shows'))!) as typeof INITIAL

/** The picture that the page shows the network, RGB in [0, 1]. */
const picture = async (figure: Locator): Promise<Float32Array> =>
  Float32Array.from(
    await figure.locator('.pad canvas').evaluate((element) => {
      const { width, height } = element as HTMLCanvasElement
      const context = (element as HTMLCanvasElement).getContext('2d')!
      const { data } = context.getImageData(0, 0, width, height)
      return [...data].filter((_, i) => i % 4 < 3).map((value) => value / 255)
    }),
  )

/** What the page's maps are once they are still, channel by channel as opacities, read in the middle of each cell. */
const maps = async (figure: Locator, { height, width }: { height: number; width: number }) =>
  figure.locator('.maps').evaluate(
    (list, size) => {
      const canvas = list.querySelector('canvas')!
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
      const whole = canvas.getBoundingClientRect()
      const density = canvas.width / whole.width
      return Array.from(list.querySelectorAll<HTMLElement>('[data-channel]'), (cell) => {
        const box = cell.querySelector('.map')!.getBoundingClientRect()
        const [left, top] = [density * (box.left - whole.left), density * (box.top - whole.top)]
        const within = (from: number, length: number, share: number) => {
          const first = Math.round(from)
          return Math.floor(first + (Math.round(from + density * length) - first) * share)
        }
        const opacity = (_: unknown, i: number) => {
          const x = within(left, box.width, ((i % size.width) + 0.5) / size.width)
          const y = within(top, box.height, (Math.floor(i / size.width) + 0.5) / size.height)
          return data[4 * (y * canvas.width + x) + 3]!
        }
        const ink = Array.from({ length: size.height * size.width }, opacity)
        return { channel: Number(cell.dataset.channel), ink }
      })
    },
    { height, width },
  )

/** Every map, and its place, as Node computes them from the page's own picture. */
async function expectShows(figure: Locator, layer: string): Promise<LayerActivations> {
  const image = await picture(figure)
  const wanted = await layerActivations(model, { layer, image })
  const { height, width, values, max, order } = wanted
  await expect.poll(async () => (await maps(figure, wanted)).map(({ channel }) => channel), SLOW).toEqual(order)
  for (const { channel, ink } of await maps(figure, wanted)) {
    ink.forEach((found, i) => {
      const value = values[channel * height * width + i]!
      expect(Math.abs(found - (255 * Math.abs(value)) / max)).toBeLessThan(1.01)
    })
  }
  return wanted
}

async function draw(page: Page, figure: Locator) {
  await figure.getByRole('tab', { name: 'Draw' }).click()
  await figure.getByRole('button', { name: 'red', exact: true }).click()
  const box = (await figure.locator('.pad').boundingBox())!
  await page.mouse.move(box.x + box.width * 0.2, box.y + box.height * 0.3)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.8, box.y + box.height * 0.6, { steps: 8 })
  await page.mouse.up()
  await expect.poll(async () => (await shown(figure)).image, SLOW).toBe('')
}

/** Drops a file on the picture. */
const drop = (figure: Locator, name: string, type: string, bytes: number[]) =>
  figure.locator('.pad').evaluate(
    (pad, given) => {
      const transfer = new DataTransfer()
      const file = new File([new Uint8Array(given.bytes)], given.name, { type: given.type })
      transfer.items.add(file)
      pad.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }))
    },
    { name, type, bytes },
  )

const bytesOf = (text: string) => [...Buffer.from(text)]

describe.runIf(hasArticle('gallery'))('Activations', () => {
  it('follows a stroke of the brush, as Node computes it', async () => {
    const { page, figure, complaints, close } = await open()
    const before = await picture(figure)
    await draw(page, figure)
    const after = await picture(figure)
    expect(after.filter((value, i) => Math.abs(value - before[i]!) > 0.1).length).toBeGreaterThan(200)
    const { order, peaks, guesses } = await expectShows(figure, 'conv4')
    await expect
      .poll(() => figure.locator('.status + [aria-live]').innerText(), SLOW)
      .toContain(`Strongest: conv4/${order[0]}, ${formatNumber(peaks[order[0]!]!.value)};`)
    expect(await figure.locator('tbody th').first().innerText()).toBe(guesses[0]!.name)
    await figure.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(async () => [...(await picture(figure))], SLOW).toEqual([...before])
    await expectShows(figure, 'conv4')
    expect(complaints).toEqual([])
    await close()
  })

  it.each(['conv1', 'pool4', 'conv7'])('shows layer %s when it is chosen', async (layer) => {
    const { page, figure, close } = await open()
    await figure.locator('#fig-maps_layer').selectOption(layer)
    await expect.poll(async () => (await shown(figure)).layer, SLOW).toBe(layer)
    await expectShows(figure, layer)
    await expect.poll(() => new URL(page.url()).search, SLOW).toBe(`?maps.layer=${layer}`)
    await figure.getByRole('button', { name: 'Reset' }).click()
    await expect.poll(() => shown(figure), SLOW).toEqual(INITIAL)
    await expect.poll(() => new URL(page.url()).search, SLOW).toBe('')
    await expectShows(figure, 'conv4')
    await close()
  })

  it('opened by its address, shows that picture, layer and channel', async () => {
    const { figure, close } = await open({}, '?maps.image=teapot-1&maps.layer=conv3&maps.channel=5')
    await expect.poll(() => shown(figure), SLOW).toEqual({ layer: 'conv3', channel: 5, image: 'teapot-1' })
    await expectShows(figure, 'conv3')
    expect(await figure.locator('.channel .name').innerText()).toBe('conv3/5')
    expect(await figure.locator('.imageInput .caption').innerText()).toBe('A red teapot on a kitchen table')
    await close()
  })

  it('says what a position sees and holds, by pointer and by arrow keys', async () => {
    const { page, figure, close } = await open()
    const { values, peaks } = await expectShows(figure, 'conv4')
    const { size, stride, offset } = receptiveField(model.table, 'conv4')
    const cell = figure.locator('[data-channel="39"] .map')
    const box = (await cell.boundingBox())!
    await page.mouse.move(box.x + (box.width * 9.5) / 16, box.y + (box.height * 4.5) / 16)
    const expectAt = async (channel: number, [y, x]: [number, number]) => {
      const text = await figure.locator('[data-readout]').innerText()
      expect(text).toContain(`conv4/${channel} at row ${y}, column ${x}`)
      const found = Number(/\n(−?[\d.]+)\n/.exec(text)![1])
      expect(Math.abs(found - values[(channel * 16 + y) * 16 + x]!)).toBeLessThan(0.03)
      const field = figure.locator('[data-field]')
      const left = Math.max(0, offset[1] + stride[1] * x + 0.5 - size[1] / 2)
      expect(Number(await field.getAttribute('x'))).toBe(left)
    }
    await expectAt(39, [4, 9])
    await page.mouse.move(0, 0)
    await figure.locator('[data-channel="39"]').click()
    const large = figure.getByLabel(/^Map of conv4\/39/)
    await page.mouse.move(0, 0)
    await large.focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    const [y, x] = peaks[39]!.at
    await expectAt(39, [Math.min(15, y + 1), Math.min(15, x + 1)])
    await close()
  })

  it('draws from the keyboard, and says where the brush is', async () => {
    const { page, figure, close } = await open()
    const before = await picture(figure)
    await figure.getByRole('tab', { name: 'Pictures' }).focus()
    await page.keyboard.press('ArrowRight')
    await figure.getByLabel('Drawing area').focus()
    await page.keyboard.press('Shift+ArrowLeft')
    await page.keyboard.press(' ')
    for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowDown')
    await page.keyboard.press(' ')
    expect(await figure.locator('.imageInput [aria-live]').innerText()).toBe('Column 24, row 42, brush up')
    const after = await picture(figure)
    // Black, from row 32 to row 42 of column 24.
    for (const row of [32, 37, 41]) expect(after[3 * (64 * row + 24)]).toBe(0)
    expect(after[3 * (64 * 20 + 24)]).toBe(before[3 * (64 * 20 + 24)])
    await expectShows(figure, 'conv4')
    await page.keyboard.press('Control+z')
    await expect.poll(async () => [...(await picture(figure))], SLOW).toEqual([...before])
    await close()
  })

  it('takes a stimulus, that is dragged in the picture itself, for a picture', async () => {
    const { page, figure, complaints, close } = await open()
    const before = await picture(figure)
    const caption = () => figure.locator('.imageInput .caption').innerText()
    await figure.getByRole('tab', { name: 'Stimulus' }).click()
    await figure.locator('#fig-maps_family').selectOption('curve')
    await expect.poll(caption, SLOW).toBe('curve')
    await figure.locator('#fig-maps_stimulus_curvature').fill('0.1')
    await expect.poll(caption, SLOW).toBe('curve, curvature 1/10.0 px')
    const box = (await figure.locator('.pad').boundingBox())!
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + box.width / 8, y - box.height / 16, { steps: 4 })
    await page.mouse.up()
    await expect.poll(caption, SLOW).toBe('curve, curvature 1/10.0 px, right 8 px, down −4 px')
    // The middle is the pixel that units are centred on.
    const wanted = tf.tidy(() =>
      drawStimulus(familyNamed('curve'), [{ curvature: 0.1, x: 8, y: -4 }], {
        height: 64,
        width: 64,
        top: -32,
        left: -32,
      }).dataSync(),
    )
    const shownNow = await picture(figure)
    expect(Math.max(...wanted.map((value, i) => Math.abs(value - shownNow[i]!)))).toBeLessThan(0.005)
    await expectShows(figure, 'conv4')
    await expect
      .poll(() => figure.locator('.status + [aria-live]').innerText(), SLOW)
      .toContain('curve, curvature 1/10.0 px, right 8 px, down −4 px')
    // However often it was changed, it is one step back.
    await figure.getByRole('tab', { name: 'Draw' }).click()
    await figure.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(async () => [...(await picture(figure))], SLOW).toEqual([...before])
    expect(complaints).toEqual([])
    await close()
  })

  it.each([
    [
      'notes.pdf',
      'application/pdf',
      bytesOf('%PDF-1.7 …'),
      'notes.pdf is no picture that can be read here (PNG, JPEG, WebP, GIF, AVIF and BMP can). The picture is as it was.',
    ],
    [
      'evil.svg',
      'image/svg+xml',
      bytesOf('<svg xmlns="http://www.w3.org/2000/svg" onload="window.evil=1"/>'),
      'evil.svg is an SVG or a web page, which can hold scripts and links; save it as PNG first. The picture is as it was.',
    ],
    [
      'evil.png',
      'image/png',
      bytesOf('<svg xmlns="http://www.w3.org/2000/svg" onload="window.evil=1"/>'),
      'evil.png is an SVG or a web page, which can hold scripts and links; save it as PNG first. The picture is as it was.',
    ],
    [
      'broken.gif',
      'image/gif',
      bytesOf('GIF89a\x10\x00\x10\x00'),
      'broken.gif could not be decoded; it may be damaged. The picture is as it was.',
    ],
    [
      'huge.gif',
      'image/gif',
      [...bytesOf('GIF89a'), 0x10, 0x27, 0x10, 0x27],
      'huge.gif has 10000 × 10000 pixels, 100 megapixels (at most 50); scale it down first. The picture is as it was.',
    ],
  ])('refuses %s and changes nothing', async (name, type, bytes, message) => {
    const { page, figure, complaints, requests, close } = await open()
    const [before, sent] = [await picture(figure), requests.length]
    await drop(figure, name, type, bytes)
    await expect.poll(() => figure.locator('.problem').innerText(), SLOW).toBe(message)
    expect([...(await picture(figure))]).toEqual([...before])
    expect(await shown(figure)).toEqual(INITIAL)
    expect(await page.evaluate(() => 'evil' in window)).toBe(false)
    expect(requests.slice(sent).filter((url) => !url.startsWith(site.address))).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })

  it('takes a file, a drop and a paste, and sends none of it anywhere', async () => {
    const { figure, page, requests, close } = await open()
    const image = (background: string) =>
      sharp({ create: { width: 1500, height: 900, channels: 3, background } })
        .png()
        .toBuffer()
    const middle = async () =>
      [...(await picture(figure)).slice(3 * 2080, 3 * 2080 + 3)].map((v) => Math.round(255 * v))
    await figure.getByRole('tab', { name: 'Your own' }).click()
    const buffer = await image('#ff0000')
    await figure.locator('input[type=file]').setInputFiles({ name: 'red.png', mimeType: 'image/png', buffer })
    await expect.poll(middle, SLOW).toEqual([255, 0, 0])
    expect(await figure.locator('.imageInput .caption').innerText()).toBe('red.png')
    await expectShows(figure, 'conv4')
    await drop(figure, 'green.png', 'image/png', [...(await image('#00ff00'))])
    await expect.poll(middle, SLOW).toEqual([0, 255, 0])
    await figure.locator('input[type=file]').focus()
    await page.evaluate(
      (bytes) => {
        const transfer = new DataTransfer()
        transfer.items.add(new File([new Uint8Array(bytes)], 'b.png', { type: 'image/png' }))
        const paste = new ClipboardEvent('paste', { clipboardData: transfer, bubbles: true, cancelable: true })
        document.activeElement!.dispatchEvent(paste)
      },
      [...(await image('#0000ff'))],
    )
    await expect.poll(middle, SLOW).toEqual([0, 0, 255])
    await expectShows(figure, 'conv4')
    const methods = requests.filter((url) => !url.startsWith(site.address) && !url.startsWith('blob:'))
    expect(methods).toEqual([])
    expect(new URL(page.url()).search).toBe('?maps.image=')
    await close()
  })

  it('takes a feature visualization for a picture', async () => {
    const { figure, close } = await open()
    await figure.locator('[data-choice="conv4/39"]').click()
    await expect.poll(async () => (await shown(figure)).image, SLOW).toBe('conv4/39')
    const { order } = await expectShows(figure, 'conv4')
    // What was made to excite the unit excites it.
    expect(order.slice(0, 5)).toContain(39)
    await close()
  })

  it('loads neither TF.js nor weights to be looked at', async () => {
    const { page, figure, requests, close } = await open()
    await figure.locator('[data-channel="39"]').hover()
    await page.waitForLoadState('networkidle')
    expect(requests.filter((url) => /wasm|safetensors|worker/.test(url))).toEqual([])
    await close()
  })

  it('computes where a page has no OffscreenCanvas', async () => {
    const { page, figure, complaints, close } = await openFigure(site, 'gallery/fig-maps')
    await page.evaluate(() => Reflect.deleteProperty(globalThis, 'OffscreenCanvas'))
    await figure.locator('.pad').hover()
    await figure.locator('.activations[data-alive=true]').waitFor()
    await figure.locator('#fig-maps_layer').selectOption('conv3')
    await expect.poll(async () => (await shown(figure)).layer, SLOW).toBe('conv3')
    await expectShows(figure, 'conv3')
    expect(complaints).toEqual([])
    await close()
  })

  it('without JavaScript its first frame is whole, and no control is there that would do nothing', async () => {
    const { figure, close } = await open({ javaScriptEnabled: false })
    expect(await figure.locator('.maps [data-channel] img').count()).toBe(64)
    expect(await figure.locator('[data-readout]').innerText()).toMatch(/^conv4\/26 at row \d+/)
    expect(await figure.locator('input:visible, select:visible, [role=tab]:visible').count()).toBe(0)
    await close()
  })

  it('where the weights cannot be had, keeps its maps and says why', async () => {
    // A request that a service worker makes cannot be stopped from here.
    const { page, figure, close } = await open({ serviceWorkers: 'block' })
    await page.route('**/*.safetensors', (route) => route.abort())
    await figure.locator('#fig-maps_layer').selectOption('conv3')
    await expect
      .poll(() => figure.locator('.status').innerText(), SLOW)
      .toMatch(/^This figure cannot run here: the network could not be loaded/)
    expect((await maps(figure, { height: 1, width: 1 })).length).toBe(64)
    expect(await figure.locator('.maps canvas').count()).toBe(1)
    await page.unroute('**/*.safetensors')
    await figure.locator('#fig-maps_layer').selectOption('conv5')
    await expectShows(figure, 'conv5')
    await close()
  })

  it.each(['light', 'dark'] as const)('is accessible at every tab, %s', async (colorScheme) => {
    const { page, figure, close } = await open({ colorScheme })
    for (const tab of ['Pictures', 'Draw', 'Stimulus', 'Your own']) {
      await figure.getByRole('tab', { name: tab }).click()
      if (tab === 'Stimulus') await figure.locator('#fig-maps_family').selectOption('spiral')
      expect(await violations(page, '#fig-maps')).toEqual([])
    }
    await close()
  })
})
