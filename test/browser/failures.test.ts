import { globSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { serve, type Fault } from '../site/serve.ts'
import { BASE } from './buildSite.ts'
import { hasArticle, type BuiltSite } from './builtSite.ts'
import { openPage } from './openPage.ts'
import { site } from './siteAndModel.ts'
import { fieldOf, pageOf, touch, TOUCHES, type Touch } from './touches.ts'

/** What no reader should read: addresses, hashed names, a browser's own words for its modules and its objects. */
const RAW =
  /https?:|\/_astro\/|\.m?js\b|\.wasm\b|dynamically|module script|undefined|not defined|\bis not a|null|NaN|\bread propert|\bTypeError|\[object/

/** In a reader's words: a part did not come, or the browser lacks something. */
const WORDS =
  /^(This (figure could not be loaded|(figure )?cannot (run|be measured) here: .*(could not be loaded|this browser))|“[^”]+” could not be loaded)/

/** A missing one has its words in its place; one that is computed with fails in its stage. */
const PICTURE = /\.(webp|png)$/

/** No part of a figure. */
const ICON = /favicon/

const OURS = TOUCHES.filter(({ article }) => hasArticle(article))

const closing: (() => void)[] = []
afterAll(() => closing.forEach((close) => close()))

/** The site again, at an address of its own, where some files fail. */
async function failing(fault: Fault): Promise<BuiltSite> {
  const { origin, close } = await serve(inject('dist'), BASE, fault)
  closing.push(close)
  return { ...site, address: origin + BASE }
}

const open = (at: BuiltSite, path: string, before?: (page: Page) => Promise<unknown>) =>
  // A first visit copies the page for reading without a network, and has then what fails here.
  openPage(at, path, { serviceWorkers: 'block' }, before)

/** Empties what was said of an earlier touch, which is no answer to the next. */
const hush = (page: Page, id: string) =>
  page.evaluate((id) => {
    const broken = document.getElementById(id)!.querySelector('.figure-broken')
    if (broken) broken.textContent = ''
  }, id)

/** Waits until the figure says why it cannot, or has computed, or has come alive: its words, or none. */
async function outcome(page: Page, id: string, until: Turns['until']): Promise<string> {
  const found = await page.waitForFunction(
    ([id, until]) => {
      const figure = document.getElementById(id)!
      const alerts = [...figure.querySelectorAll<HTMLElement>('[role=alert]')]
      const words = alerts.map(({ innerText }) => innerText.trim()).join(' ')
      if (words.trim() !== '') return { words: words.trim() }
      if (until === 'alive') return figure.querySelector('[data-ready=true]') ? { words: '' } : undefined
      const busy = figure.querySelector('[aria-busy=true]')
      return !busy && figure.querySelector('[data-computed=true]') ? { words: '' } : undefined
    },
    [id, until] as const,
    { timeout: 30_000, polling: 20 },
  )
  return (await found.jsonValue())!.words
}

interface Turns {
  /** Files that fail, one of them at a touch, each once. */
  wanted: (file: string) => boolean
  /** What it takes to be well again in the end: that it computes, or that it has come alive. */
  until: 'computed' | 'alive'
}

/**
 * Touches a figure, and again after each failure, until nothing fails.
 * @returns the files that failed
 */
async function failInTurn(each: Touch, { wanted, until }: Turns): Promise<Set<string>> {
  const failed = new Set<string>()
  let armed = false
  let gone: string | undefined
  const at = await failing((file) => {
    if (armed && gone === undefined && !failed.has(file) && wanted(file)) failed.add((gone = file))
    return file === gone ? 'gone' : undefined
  })
  const { page, close } = await open(at, pageOf(each))
  const before = await fieldOf(page, each)
  for (armed = true; ; gone = undefined) {
    await hush(page, each.id)
    await touch(page, each)
    const words = await outcome(page, each.id, until)
    if (words === '') {
      if (gone !== undefined) expect(gone, `nothing is said of ${each.kind}`).toMatch(PICTURE)
      break
    }
    expect(gone, words).toBeDefined()
    expect(words, gone).toMatch(WORDS)
    expect(words, gone).not.toMatch(RAW)
    expect(await fieldOf(page, each), `${gone}: the field`).toBe(before)
  }
  await close()
  return failed
}

/** The files of the site that a touch asks for, until its first answer. */
async function askedFor(each: Touch): Promise<string[]> {
  const files = new Set<string>()
  let armed = false
  const at = await failing((file) => {
    if (armed && !ICON.test(file)) files.add(file)
    return undefined
  })
  const { page, close } = await open(at, pageOf(each))
  armed = true
  await touch(page, each)
  expect(await outcome(page, each.id, 'computed')).toBe('')
  await close()
  return [...files]
}

/** Files that a kind before asks for, too. */
const known = new Set<string>()

/** Milliseconds that all of a figure's failures may take on a machine that is busy. */
const PATIENCE = 400_000

describe.concurrent('a figure whose parts do not come', () => {
  it('is of each kind that comes alive', () => {
    const kinds = globSync('src/figures/*/Widget.svelte').map((file) => basename(dirname(file)))
    // Universality needs a second network, which a site may lack.
    expect(TOUCHES.map(({ kind }) => kind)).toEqual(kinds.filter((kind) => kind !== 'universality').sort())
  })

  // A picture that cannot be chosen has words of its own, which stay beside those of what fails after it.
  it.each(OURS.filter(({ control }) => !control.startsWith('[data-choice')))(
    '$kind: what fails is said, the field goes back, and the next touch tries again',
    async (each) => {
      const own = (await askedFor(each)).filter((file) => !known.has(file))
      own.forEach((file) => known.add(file))
      // One file of each stage, from the widget's script to the weights, fails before it runs.
      const stages = await failInTurn(each, { wanted: (file) => !ICON.test(file), until: 'computed' })
      expect(stages.size).toBeGreaterThan(5)
      const left = new Set(own.filter((file) => !stages.has(file) && !PICTURE.test(file)))
      while (left.size > 0) {
        const failed = await failInTurn(each, { wanted: (file) => left.has(file), until: 'alive' })
        expect(failed.size, `${[...left].join(' ')}: not asked for again`).toBeGreaterThan(0)
        for (const file of failed) left.delete(file)
      }
    },
    PATIENCE,
  )
})

const without = (...names: string[]) => names.map((name) => `delete globalThis.${name};`).join('\n')
const throwing = (of: string, ...names: string[]) =>
  `for (const name of ${JSON.stringify(names)}) if (globalThis.${of}) ${of}.prototype[name] = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError')
  };`

/** No figure needs them. */
const SPARED = [
  without('IntersectionObserver', 'PointerEvent', 'structuredClone', 'caches', 'requestIdleCallback', 'CSS'),
  without('sessionStorage', 'crypto'),
  // It is there, and refuses.
  throwing('Storage', 'getItem', 'setItem', 'removeItem'),
  throwing('History', 'replaceState', 'pushState'),
].join('\n')

/** What a browser may lack, or refuse, as a script that is run before any other. */
const LACKS: Record<string, string> = {
  ...Object.fromEntries(
    [
      'Worker',
      'OffscreenCanvas',
      'WebAssembly',
      'createImageBitmap',
      'ResizeObserver',
      'AbortController',
      'ImageData',
    ].map((name) => [name, without(name)]),
  ),
  'a canvas to draw on': ['HTMLCanvasElement', 'OffscreenCanvas']
    .map((name) => `if (globalThis.${name}) ${name}.prototype.getContext = () => null;`)
    .join('\n'),
}

describe.concurrent('figures in a browser that lacks something', () => {
  const pages = [...new Set(OURS.map((each) => pageOf(each, true)))]

  /** Touches each figure of a page and gives the words of those that cannot compute. */
  async function wordsWithout(script: string, path: string): Promise<Map<string, string>> {
    // A script that is run before the page's own is not run in its workers.
    const at = await failing((file) => (/\/worker-[^/]*\.js$/.test(file) ? { begins: script } : undefined))
    const { page, complaints, close } = await open(at, path, (page) => page.addInitScript(script))
    const found = new Map<string, string>()
    for (const each of OURS.filter((each) => pageOf(each, true) === path)) {
      await touch(page, each)
      const words = await outcome(page, each.id, 'computed')
      if (words !== '') found.set(each.kind, words)
    }
    // A fault is told once for each figure, not in a loop. What was touched last may tell it late.
    await page.waitForTimeout(1000)
    const told = complaints.length
    await page.waitForTimeout(400)
    expect(complaints.length - told).toBeLessThan(found.size + 3)
    await close()
    return found
  }

  it.each(pages)('those of %s compute in one that lacks all that none of them needs', async (path) => {
    expect([...(await wordsWithout(SPARED, path))]).toEqual([])
  })

  const cases = Object.keys(LACKS).flatMap((lack) => pages.map((path) => [lack, path] as const))
  it.each(cases)('without %s, those of %s compute, or say why they cannot', async (lack, path) => {
    const found = await wordsWithout(LACKS[lack]!, path)
    for (const [kind, words] of found) {
      expect(words, kind).toMatch(WORDS)
      expect(words, kind).not.toMatch(RAW)
    }
  })
})
