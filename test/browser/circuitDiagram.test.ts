import { readFileSync } from 'node:fs'
import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { readPicture } from '../../precompute/readPicture.ts'
import { circuit, type CircuitRequest } from '../../src/circuits/graph/circuit.ts'
import type { Circuit } from '../../src/circuits/graph/unitGraph.ts'
import type declaration from '../../src/figures/circuitDiagram/declaration.ts'
import type { StateOf } from '../figures/stateOf.ts'
import { hasArticle } from './builtSite.ts'
import { openFigure, violations } from './openPage.ts'
import { model, site } from './siteAndModel.ts'

type CircuitState = StateOf<typeof declaration>

const open = (options: BrowserContextOptions = {}, search = '') =>
  openFigure(site, 'gallery/fig-circuit', options, search)

const data = (figure: Locator) =>
  figure.locator('.circuit').evaluate((element) => ({ ...(element as HTMLElement).dataset }))
const shows = async (figure: Locator) => JSON.parse((await data(figure)).shows!) as CircuitState
const showing = (figure: Locator, part: Partial<CircuitState>) =>
  expect.poll(() => shows(figure), { timeout: 60_000 }).toMatchObject(part)

/** A reader turns to the figure. */
async function awake(page: Page, figure: Locator) {
  await figure.locator('ul.legend').hover()
  await expect.poll(async () => (await data(figure)).ready, { timeout: 30_000 }).toBe('true')
  await page.mouse.move(0, 0)
}

const edgesOf = (figure: Locator) =>
  figure.locator('[data-edge]').evaluateAll((all) =>
    Object.fromEntries(
      all.map((each) => {
        const { edge, sum } = (each as SVGElement).dataset
        return [edge!, Number(sum)]
      }),
    ),
  )

const inNode = (change: Partial<CircuitRequest>): Promise<Circuit> =>
  circuit(model, { unit: 'conv4/39', depth: 3, top: 2, sign: 'both', grown: [], ...change })

/** The edges drawn are those that Node computes, with the same sums. */
async function expectEdges(figure: Locator, change: Partial<CircuitRequest>) {
  const wanted = await inNode(change)
  const drawn = await edgesOf(figure)
  expect(Object.keys(drawn).sort()).toEqual(wanted.edges.map(({ from, to }) => `${from} ${to}`).sort())
  for (const { from, to, sum } of wanted.edges) expect(drawn[`${from} ${to}`]).toBeCloseTo(sum, 3)
  expect(await figure.locator('[data-node]').count()).toBe(wanted.nodes.length)
  return wanted
}

describe.runIf(hasArticle('gallery'))('CircuitDiagram', () => {
  it('more edges, and only those that excite, are those that Node computes, and said', async () => {
    const { page, figure, complaints, close } = await open()
    await awake(page, figure)
    await expectEdges(figure, {})
    await figure.locator('#fig-circuit_top').selectOption('3')
    await figure.locator('#fig-circuit_depth').selectOption('1')
    await figure.locator('#fig-circuit_sign').selectOption('excite')
    await showing(figure, { top: 3, depth: 1, sign: 'excite' })
    const { edges } = await expectEdges(figure, { top: 3, depth: 1, sign: 'excite' })
    expect(Math.min(...edges.map(({ sum }) => sum))).toBeGreaterThan(0)
    await expect
      .poll(() => figure.locator('[aria-live]').last().innerText())
      .toContain(
        `Circuit of conv4/39: 4 units of conv3, conv4, 3 edges. ${edges[0]!.from} excites, length ${edges[0]!.norm.toFixed(2)}`,
      )
    expect(complaints).toEqual([])
    await close()
  })

  it('grows from a unit by the keyboard, undoes, keeps its state in the address, and resets', async () => {
    const { page, figure, close } = await open({}, '?circuit.depth=1')
    await showing(figure, { depth: 1 })
    const [first] = (await inNode({ depth: 1 })).edges
    await figure.locator(`[data-node="${first!.from}"]`).focus()
    await page.keyboard.press('Enter')
    expect(await figure.locator('.panel .name').innerText()).toMatch(new RegExp(`(^|· )${first!.from}$`))
    await figure.getByRole('button', { name: 'Grow upstream' }).focus()
    await page.keyboard.press('Enter')
    await showing(figure, { grown: `${first!.from}<` })
    await expectEdges(figure, { depth: 1, grown: [{ unit: first!.from, way: 'up' }] })
    await expect.poll(() => new URL(page.url()).searchParams.get('circuit.grown')).toBe(`${first!.from}<`)
    await figure.locator('[data-node="conv4/39"]').click()
    await figure.getByRole('button', { name: 'Grow downstream' }).click()
    await showing(figure, { grown: `${first!.from}<,conv4/39>` })
    await figure.getByRole('button', { name: 'Undo' }).click()
    await showing(figure, { grown: `${first!.from}<` })
    await figure.getByRole('button', { name: 'Reset' }).click()
    await showing(figure, { grown: '', depth: 3 })
    await expect.poll(() => new URL(page.url()).search).toBe('')
    await close()
  })

  it('lights up with a picture: edges are what each unit gave there, and its own is undone', async () => {
    const { page, figure, close } = await open()
    await awake(page, figure)
    await figure.locator('#fig-circuit_lit').check()
    await expect.poll(async () => (await shows(figure)).image, { timeout: 60_000 }).not.toBe('')
    await figure.locator('[data-choice="teapot-1"]').click()
    await showing(figure, { image: 'teapot-1' })
    const drawn = await edgesOf(figure)
    const values = Float32Array.from(await readPicture('teapot-1', 64, 64), (value) => value / 255)
    const wanted = await inNode({ image: values })
    expect(Object.keys(drawn)).toHaveLength(wanted.edges.length)
    // The browser scales the picture by another kernel than the precompute step does.
    const strongest = [...wanted.edges].sort((a, b) => Math.abs(b.sum) - Math.abs(a.sum))[0]!
    const found = drawn[`${strongest.from} ${strongest.to}`]!
    expect(Math.sign(found)).toBe(Math.sign(strongest.sum))
    expect(Math.abs(found - strongest.sum)).toBeLessThan(0.35 * Math.abs(strongest.sum))
    expect(await figure.locator('[data-node="conv4/39"]').getAttribute('aria-label')).toMatch(
      /^conv4\/39, preactivation −?\d+\.\d\d$/,
    )
    const before = (await shows(figure)).image
    await figure.locator('#fig-circuit_lit').uncheck()
    await showing(figure, { image: '' })
    await figure.getByRole('button', { name: 'Undo', exact: true }).first().click()
    await showing(figure, { image: before })
    await close()
  })

  it('draws on the picture that lights it up, says what there is of units, and undoes', async () => {
    const { page, figure, complaints, close } = await open({}, '?circuit.image=teapot-1')
    await showing(figure, { image: 'teapot-1' })
    const edges = await edgesOf(figure)
    await figure.getByRole('tab', { name: 'Draw' }).click()
    const { x, y, width } = (await figure.locator('canvas[data-image]').boundingBox())!
    await page.mouse.move(x + 0.3 * width, y + 0.3 * width)
    await page.mouse.down()
    await page.mouse.move(x + 0.7 * width, y + 0.6 * width, { steps: 8 })
    await page.mouse.up()
    await showing(figure, { image: 'own' })
    await expect.poll(() => edgesOf(figure)).not.toEqual(edges)
    // No address names a reader's own picture.
    await expect.poll(() => new URL(page.url()).searchParams.has('circuit.image')).toBe(false)
    await figure.locator('#fig-circuit_unit').fill('64')
    expect(await figure.getByRole('alert').filter({ hasText: 'write' }).innerText()).toBe(
      'write a whole number from 0 to 63',
    )
    expect((await shows(figure)).unit).toBe('conv4/39')
    await figure.getByRole('button', { name: 'Undo', exact: true }).first().click()
    await showing(figure, { image: 'teapot-1' })
    await expect.poll(() => edgesOf(figure)).toEqual(edges)
    expect(complaints).toEqual([])
    await close()
  })

  it('is saved as an SVG of shapes, text and the units’ pictures, with no page inside', async () => {
    const { page, figure, close } = await open({ acceptDownloads: true })
    await awake(page, figure)
    await figure.locator('.figure-menu-open').click()
    const download = page.waitForEvent('download')
    await figure.locator('[data-act=svg]').click()
    const saved = await download
    expect(saved.suggestedFilename()).toBe('fig-circuit.svg')
    const text = readFileSync(await saved.path(), 'utf8')
    const { nodes, edges } = await inNode({})
    expect(text).not.toContain('foreignObject')
    expect(text).not.toMatch(/href="(?!data:)/)
    const pictures = [...text.matchAll(/<image [^>]*href="(data:image\/png;base64,[^"]+)"/g)].map(
      ([, address]) => address,
    )
    expect(new Set(pictures).size).toBe(nodes.length)
    expect(text.length).toBeLessThan(1_000_000)
    for (const { unit } of nodes) expect(text).toContain(`>${unit}</text>`)
    expect([...text.matchAll(/stroke-width="/g)].length).toBeGreaterThanOrEqual(edges.length)
    // A browser draws it alone.
    const size = await page.evaluate(async (svg) => {
      const image = new Image()
      image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
      await image.decode()
      return [image.naturalWidth, image.naturalHeight]
    }, text)
    expect(Math.min(...size)).toBeGreaterThan(200)
    await close()
  })

  it('fits a phone, and without JavaScript is whole', async () => {
    const { page, figure, close } = await open({ javaScriptEnabled: false, viewport: { width: 390, height: 800 } })
    expect(Object.keys(await edgesOf(figure)).length).toBeGreaterThan(8)
    expect(await figure.locator('select:visible, input:visible').count()).toBe(0)
    const box = (await figure.locator('.drawing').boundingBox())!
    expect(box.x + box.width).toBeLessThanOrEqual(390)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await close()
  })

  it.each(['light', 'dark'] as const)('is accessible once lit, %s', async (colorScheme) => {
    const { page, figure, close } = await open({ colorScheme }, '?circuit.image=teapot-1')
    await showing(figure, { image: 'teapot-1' })
    expect(await violations(page, '#fig-circuit')).toEqual([])
    await close()
  })
})
