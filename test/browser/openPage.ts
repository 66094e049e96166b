import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { axe, type BuiltSite } from './builtSite.ts'

export interface OpenedPage {
  page: Page
  /** What a reader should never see: errors of the console, of scripts, and requests that leave the site. */
  complaints: string[]
  /** Addresses of all requests. */
  requests: string[]
  close(): Promise<void>
}

export interface OpenedFigure extends OpenedPage {
  figure: Locator
}

/**
 * Opens a page of the site for a reader of its own.
 * @param path below the site's address, with its query: `guide/`
 * @param before what is done with the page before it is loaded
 */
export async function openPage(
  site: BuiltSite,
  path: string,
  options: BrowserContextOptions = {},
  before: (page: Page) => Promise<unknown> = async () => {},
): Promise<OpenedPage> {
  const context = await site.browser.newContext({
    viewport: { width: 1350, height: 900 },
    ...options,
  })
  const page = await context.newPage()
  const complaints: string[] = []
  const requests: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => {
    const url = request.url()
    requests.push(url)
    if (!url.startsWith(site.address) && !/^(data|blob):/.test(url)) complaints.push(`foreign: ${url}`)
  })
  await before(page)
  await page.goto(site.address + path)
  return { page, complaints, requests, close: () => context.close() }
}

/**
 * Opens a figure on the page of its own, which holds the same live figure as the article and loads sooner.
 * @param path article and figure: `gallery/fig-maps`
 * @param search the figure's state: `?maps.layer=conv3`
 */
export async function openFigure(
  site: BuiltSite,
  path: `${string}/fig-${string}`,
  options: BrowserContextOptions = {},
  search = '',
  before?: (page: Page) => Promise<unknown>,
): Promise<OpenedFigure> {
  const [article, id] = path.split('/')
  const opened = await openPage(site, `${article}/embed/${id}/${search}`, options, before)
  return { ...opened, figure: opened.page.locator(`#${id}`) }
}

/** Turns to a figure, so that its widget loads; on a busy machine that takes a while. */
export async function turnTo(figure: Locator): Promise<void> {
  await figure.hover()
  await figure.locator('[data-ready=true]').waitFor({ timeout: 30_000 })
}

/**
 * What axe finds, one line a rule with the elements it is about.
 * @param within a selector, or the whole page
 * @param rules ids of those to look at, or all
 */
export async function violations(page: Page, within = 'html', rules?: string[]): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(
    async ([within, rules]) => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') }
      const found = await axe.run(within, rules ? { runOnly: { type: 'rule', values: rules } } : {})
      return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`)
    },
    [within, rules] as const,
  )
}
