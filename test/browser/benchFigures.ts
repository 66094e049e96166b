/**
 * `npm run bench:figures`: from an input event to the frame that shows its picture, in headless Chromium
 * on WASM, for each layer of ConvAnatomy. Exits 1 where a 95th percentile exceeds the budget.
 *
 * Wall-clock times, so a script and no test: what else the machine does counts. Its load is printed.
 */
import { loadavg } from 'node:os'
import { convolutions } from '../../src/figures/convolutions.ts'
import { lumenTable } from '../model/lumen.ts'
import { buildSite } from './buildSite.ts'
import { builtSite } from './builtSite.ts'

/** Milliseconds. */
const BUDGET = 50
const TURNS = 100

const { dist, remove } = await buildSite()
const site = await builtSite(dist)
const page = await site.browser.newPage({ viewport: { width: 1350, height: 850 } })
let missed = false
for (const { name, centre } of convolutions(lumenTable())) {
  await page.goto(`${site.address}cnn-circuits/?anatomy.unit=${name}/3@${centre}#fig-anatomy`)
  await page.locator('#fig-anatomy [data-alive=true]').waitFor()
  await page.waitForTimeout(500)
  const times = await page.evaluate(async (turns) => {
    const figure = document.querySelector<HTMLElement>('#fig-anatomy .anatomy')!
    const slider = document.querySelector<HTMLInputElement>('#fig-anatomy-angle')!
    const found: number[] = []
    for (let i = 0; i < turns; i++) {
      const angle = (7 * i + 1) % 360
      const start = performance.now()
      slider.value = String(angle)
      slider.dispatchEvent(new Event('input', { bubbles: true }))
      while (JSON.parse(figure.dataset.shows!).angle !== angle)
        await new Promise((resolve) => setTimeout(resolve))
      await new Promise((resolve) => requestAnimationFrame(resolve))
      found.push(performance.now() - start)
    }
    return found.sort((a, b) => a - b)
  }, TURNS)
  const at = (share: number) => times[Math.ceil(share * TURNS) - 1]!
  const verdict = at(0.95) <= BUDGET ? '' : `  over the budget of ${BUDGET} ms`
  missed ||= verdict !== ''
  console.log(`${name}  p50 ${at(0.5).toFixed(0)} ms  p95 ${at(0.95).toFixed(0)} ms${verdict}`)
}
console.log(`load average of the last minute: ${loadavg()[0]!.toFixed(1)}`)
await site.close()
remove()
process.exitCode = missed ? 1 : 0
