import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import ICAL from 'ical.js'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { courseFile } from '../../src/article/markdown/courseFile.ts'
import { BASE } from './buildSite.ts'
import { type BuiltSite, builtSite } from './builtSite.ts'
import { openPage, violations } from './openPage.ts'

let site: BuiltSite
beforeAll(async () => {
  site = await builtSite()
})
afterAll(() => site?.close())

const course = courseFile('content')
const lectures = course?.lectures.filter(({ article }) => article !== undefined) ?? []
const storageKey = (slug: string) => `exercises:${BASE}${slug}`
const shown = (page: Page) => page.evaluate(() => document.getElementById('preview')?.matches(':popover-open') ?? false)

describe.runIf(course !== undefined)('the course', () => {
  it.each([
    [1350, 'light'],
    [390, 'dark'],
  ] as const)('has an index page in order, whole and accessible at %i px, %s', async (width, colorScheme) => {
    const { page, complaints, close } = await openPage(site, '', { viewport: { width, height: 850 }, colorScheme })
    expect(await page.locator('h1').innerText()).toBe(course!.title)
    expect(await page.locator('.lecture h2').allInnerTexts()).toEqual(
      course!.lectures.map(({ number, title }) => expect.stringMatching(new RegExp(`Lecture ${number}:\\s*${title}`))),
    )
    expect(await page.locator('.besides a').count()).toBeGreaterThan(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
    expect(await violations(page)).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })

  it('is whole without JavaScript: each lecture leads to its notes, and says how many exercises they have', async () => {
    const { page, close } = await openPage(site, '', { javaScriptEnabled: false })
    for (const { id, article } of lectures) {
      expect(await page.locator(`#${id} h2 a`).getAttribute('href')).toBe(`${BASE}${article}/`)
      expect(await page.locator(`#${id} .lecture-progress`).innerText()).toMatch(/^\d+ exercises?$/)
    }
    await close()
  })

  it('counts what a reader has solved under this base, and nothing of another', async () => {
    const { article, id } = lectures[0]!
    const { page, close } = await openPage(site, `${article}/`)
    const names = await page
      .locator('[data-exercise]')
      .evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset.exercise!))
    await page.evaluate(
      ([key, name]) => {
        const solved = JSON.stringify({ [name!]: { tries: 1, given: '1', outcome: 'solved' } })
        localStorage.setItem(key!, solved)
        localStorage.setItem(key!.replace(/:.*\//, ':/other/'), JSON.stringify({ gone: JSON.parse(solved)[name!] }))
      },
      [storageKey(article!), names[0]],
    )
    await page.goto(site.address)
    expect(await page.locator(`#${id} .lecture-progress`).innerText()).toBe(
      `1 of ${names.length} exercise${names.length === 1 ? '' : 's'} solved`,
    )
    expect(await page.locator('.course-progress').innerText()).toMatch(/^1 of \d+ exercises of the course solved\./)
    await close()
  })

  it('gives each lecture its number, its neighbours, and what the next time is', async () => {
    for (const { number, article } of lectures) {
      const { page, close } = await openPage(site, `${article}/`)
      expect(await page.locator('.lecture-of').innerText()).toContain(`Lecture ${number}`)
      const address = ({ article, id }: { article?: string | undefined; id: string }) =>
        BASE + (article ? `${article}/` : `#${id}`)
      const [before, after] = [course!.lectures[number - 2], course!.lectures[number]]
      const href = (rel: string) =>
        page.locator(`.neighbours [rel=${rel}]`).evaluateAll((all) => all.map((each) => each.getAttribute('href')))
      expect(await href('prev')).toEqual(before ? [address(before)] : [])
      expect(await href('next')).toEqual(after ? [address(after)] : [])
      if (after) expect(await page.locator('section:has(#next-time)').innerText()).toContain(after.title)
      await close()
    }
  })

  it('has a reading list with every work once, each linked to where it is cited', async () => {
    const { page, complaints, close } = await openPage(site, 'course/reading/')
    const works = await page.locator('.works li').allInnerTexts()
    expect(works.length).toBeGreaterThan(20)
    expect(new Set(works.map((each) => each.replace(/Lecture.*$/, ''))).size).toBe(works.length)
    expect(await violations(page)).toEqual([])
    const link = page.locator('.works .cited-in a').first()
    const [slug, id] = (await link.getAttribute('href'))!.slice(BASE.length).split('/#')
    await link.click()
    expect(page.url()).toBe(`${site.address}${slug}/#${id}`)
    await page.locator(`[id="${id}"]`).waitFor()
    expect(complaints).toEqual([])
    await close()
  })
})

describe.runIf(lectures.length > 0)('a lecture', () => {
  it.each([
    [1350, 900],
    [390, 844],
  ])('shows all pictures of its first figure before anything is scrolled, at %i × %i', async (width, height) => {
    for (const { article } of lectures) {
      const { page, close } = await openPage(site, `${article}/`, { viewport: { width, height } })
      const picture = await page.locator('figure.figure .figure-picture').first().boundingBox()
      expect(picture!.y + picture!.height, article).toBeLessThanOrEqual(height)
      await close()
    }
  })

  it('refers to a figure of another by number, shows it on hover, and leads there', async () => {
    for (const { article } of lectures) {
      const { page, complaints, close } = await openPage(site, `${article}/`)
      for (const link of await page.locator('a.ref-elsewhere').all()) {
        const [slug, id] = (await link.getAttribute('href'))!.slice(BASE.length).split('/#')
        const lecture = lectures.find((each) => each.article === slug)
        if (lecture) expect(await link.innerText()).toMatch(new RegExp(`\\d+ of\\sLecture\\s${lecture.number}$`))
        await link.scrollIntoViewIfNeeded()
        await link.hover()
        await expect.poll(() => shown(page)).toBe(true)
        const frame = page.frameLocator('#preview iframe')
        await frame.locator(`#${id} .figure-picture`).waitFor()
        const label = await frame.locator(`#${id} .caption-label`).innerText()
        const plain = (text: string) => text.replace(/\s/g, ' ')
        expect(plain(await link.innerText())).toContain(`${plain(label)} of `)
        await page.keyboard.press('Escape')
        expect(await shown(page)).toBe(false)
        const there = await page.context().newPage()
        await there.goto(new URL((await link.getAttribute('href'))!, site.address).href)
        expect(await there.locator(`#${id}`).count()).toBe(1)
        await there.close()
      }
      expect(complaints).toEqual([])
      await close()
    }
  })
})

describe.runIf(lectures.length > 0)('a site with another course', { timeout: 300_000 }, () => {
  /** With dates, labs and times, which ours has not. */
  const FIXTURE = 'test/fixtures/course/course.yaml'
  let root = ''
  let dated: BuiltSite
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'dated-'))
    for (const part of ['src', 'precompute', 'astro.config.mjs', 'svelte.config.js', 'tsconfig.json', 'package.json'])
      cpSync(part, join(root, part), { recursive: true })
    for (const slug of ['cnn-circuits', 'visualizing-convnets', 'gallery'])
      cpSync(join('content', slug), join(root, 'content', slug), { recursive: true })
    cpSync(FIXTURE, join(root, 'content/course.yaml'))
    for (const part of ['node_modules', 'public']) symlinkSync(resolve(part), join(root, part))
    await promisify(execFile)(resolve('node_modules/.bin/astro'), ['build'], {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        BASE,
        SITE: 'https://example.org',
        ASTRO_TELEMETRY_DISABLED: '1',
      },
      maxBuffer: 2 ** 26,
    })
    dated = await builtSite(join(root, 'dist'))
  }, 300_000)
  afterAll(async () => {
    await dated?.close()
    if (root) rmSync(root, { recursive: true })
  })

  it('shows term, days, times, places and labs, and is accessible', async () => {
    const { page, complaints, close } = await openPage(dated, '', { viewport: { width: 390, height: 844 } })
    expect(await page.locator('.title-block').innerText()).toMatch(/^Spring 2027\s+Seeing, Step by Step/)
    const first = await page.locator('#lecture-1').innerText()
    expect(first).toMatch(/19 January 2027\s+14:30–15:50\s+Hall 2, North; upper floor/)
    expect(first).toMatch(/Labs\s+Look into a network, due 26 January 2027/)
    expect(await page.locator('#lecture-2').innerText()).toMatch(/To read before\s+Olah, C\.[^]*A page of ours/)
    expect(await page.locator('#lecture-2 .lecture-list a[href$="/guide/"]').getAttribute('href')).toBe(`${BASE}guide/`)
    expect(await violations(page)).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })

  it('offers a calendar file, linked from the index', async () => {
    const { page, close } = await openPage(dated, '')
    const href = await page.getByRole('link', { name: 'Calendar (.ics)' }).getAttribute('href')
    expect(href).toBe(`${BASE}course/calendar.ics`)
    const text = await (await fetch(new URL(href!, dated.address))).text()
    const events = new ICAL.Component(ICAL.parse(text) as unknown as unknown[]).getAllSubcomponents('vevent')
    expect(events.map((event) => event.getFirstPropertyValue('url'))).toEqual([
      `https://example.org${BASE}visualizing-convnets/`,
      `https://example.org${BASE}cnn-circuits/`,
      `https://example.org${BASE}#lecture-3`,
    ])
    await close()
  })

  it('refers across articles in the feed, with whole addresses', () => {
    const feed = readFileSync(join(root, 'dist/rss.xml'), 'utf8')
    expect(feed).toMatch(
      new RegExp(`<a href="https://example.org${BASE}visualizing-convnets/#fig-maps">Figure.\\d+ of.Lecture.1</a>`),
    )
  })
})
