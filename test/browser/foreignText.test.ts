import { describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { hasArticle } from './builtSite.ts'
import { openPage } from './openPage.ts'
import { site } from './siteAndModel.ts'
import { pageOf, touch, TOUCHES, type Touch } from './touches.ts'

/** A letter that no article has, at the end of every text that was replaced. */
const MARK = 'ꙮ'

/** Does to all text of a figure what Google Translate does to a page: an element in an element takes a text's place. */
const translate = (page: Page, id: string) =>
  page.evaluate(
    ([id, mark]) => {
      const walker = document.createTreeWalker(document.getElementById(id)!, NodeFilter.SHOW_TEXT)
      const texts: Text[] = []
      while (walker.nextNode()) texts.push(walker.currentNode as Text)
      for (const text of texts) {
        if (!text.data.trim() || text.parentElement!.closest('script, style, textarea, option, svg')) continue
        const inner = Object.assign(document.createElement('font'), { textContent: text.data + mark })
        const outer = document.createElement('font')
        outer.append(inner)
        text.replaceWith(outer)
      }
    },
    [id, MARK] as const,
  )

/** What is read in the figure, one line a text, without what nobody sees. */
const read = (page: Page, id: string) =>
  page.evaluate(
    ([id, mark]) =>
      document
        .getElementById(id)!
        .innerText.replaceAll(mark, '')
        .split('\n')
        .map((line) => line.replace(/\s+/g, ' ').trim())
        .filter((line) => line !== ''),
    [id, MARK] as const,
  )

/** What a claim or an exercise says while it measures. */
const BUSY = /(Measuring|shuffled) …$/

type When = 'never' | 'asleep' | 'alive'

/** What is read of a figure once it shows what a touch computed; `translated` before it came alive, since then, or not. */
async function readAfterTouch(each: Touch, translated: When): Promise<{ before: string[]; after: string[] }> {
  const { page, close } = await openPage(site, pageOf(each), { serviceWorkers: 'block' })
  const figure = page.locator(`#${each.id}`)
  if (translated === 'asleep') await translate(page, each.id)
  await figure.locator('[data-figure-kind]').first().dispatchEvent('pointerover')
  await figure.locator('[data-ready=true]').waitFor({ timeout: 60_000 })
  if (translated === 'alive') await translate(page, each.id)
  const before = await read(page, each.id)
  await touch(page, each)
  await figure.locator('[data-computed=true]').waitFor({ timeout: 60_000 })
  // What refines, or runs in steps, is read once it rests, longer than a figure waits before it says what it shows.
  let after: string[] = []
  await expect
    .poll(
      async () => {
        const last = after
        await page.waitForTimeout(900)
        after = await read(page, each.id)
        const ended = (await figure.locator('[data-done="1"]').count()) === 1 && !after.some((line) => BUSY.test(line))
        return ended && String(after) === String(last)
      },
      { timeout: 90_000 },
    )
    .toBe(true)
  await close()
  return { before, after }
}

describe('live text after a translator replaced it', () => {
  it.each(TOUCHES.filter(({ article }) => hasArticle(article)))(
    '$kind: what changes is read as in a page that nobody translated',
    async (each) => {
      const [plain, asleep, alive] = await Promise.all(
        (['never', 'asleep', 'alive'] as const).map((when) => readAfterTouch(each, when)),
      )
      expect(plain!.after).not.toEqual(plain!.before)
      expect(alive!.before).toEqual(plain!.before)
      expect(alive!.after).toEqual(plain!.after)
      expect(asleep!.after).toEqual(plain!.after)
    },
    240_000,
  )
})
