/**
 * `npm run bench:figures [kind …]`: from an input event to the frame that shows its picture, and the longest
 * task of the main thread meanwhile, in headless Chromium on WASM, for the figure kinds named or for all.
 * Exits 1 where a 95th percentile or a task exceeds its budget. Each kind's rows are in `bench/<kind>.ts`.
 *
 * Wall-clock times, so a script and no test: what else the machine does counts. Its load is printed, the
 * processor's time a turn, page and worker together, and before each kind how long a fixed loop takes, since
 * a shared processor may give half its speed at one time and all of it at another.
 */
import { globSync } from 'node:fs'
import { basename } from 'node:path'
import { loadavg } from 'node:os'
import type { Row } from './bench/row.ts'
import { buildSite } from './buildSite.ts'
import { builtSite } from './builtSite.ts'

/** Milliseconds that the main thread may be blocked: as long as a task may be without the browser calling it long. */
const TASK = 50
/** Turns that load and warm up. */
const WARM = 4

const kinds = globSync('test/browser/bench/*.ts')
  .map((file) => basename(file, '.ts'))
  .filter((kind) => kind !== 'row')
  .sort()
const asked = process.argv.slice(2)
const unknown = asked.find((kind) => !kinds.includes(kind))
if (unknown !== undefined) throw new Error(`nothing to measure for ${unknown} (allowed: ${kinds.join(', ')})`)

const { dist, remove } = await buildSite()
const site = await builtSite(dist)
const session = await site.browser.newBrowserCDPSession()
const missed: string[] = []
for (const kind of asked.length > 0 ? asked : kinds) {
  const { rows } = (await import(`./bench/${kind}.ts`)) as { rows: Row[] }
  console.log(`${kind} (fixed loop ${fixedLoop().toFixed(1)} ms)`)
  for (const row of rows) {
    const { times, longest, processor, stimuli } = await measure(row)
    const at = (share: number) => times[Math.ceil(share * times.length) - 1]!
    const over = at(0.95) > row.budget || longest > TASK
    if (over) missed.push(`${kind}: ${row.name}`)
    console.log(
      `  ${row.name.padEnd(36)}  p50 ${ms(at(0.5))}  p95 ${ms(at(0.95))} of ${row.budget} ms  ` +
        `longest task ${longest > 0 ? ms(longest) : `< ${TASK} ms`}  processor ${ms(processor)} a turn${counted(stimuli)}${over ? '  over budget' : ''}`,
    )
  }
}
console.log(`load average of the last minute: ${loadavg()[0]!.toFixed(1)}`)
if (missed.length > 0) console.log(`over budget: ${missed.join('; ')}`)
await site.close()
remove()
process.exitCode = missed.length > 0 ? 1 : 0

/** Milliseconds of the quickest of five times the same arithmetic. */
function fixedLoop(): number {
  const values = new Float64Array(1 << 20)
  const times = Array.from({ length: 5 }, () => {
    const begun = performance.now()
    for (let i = 0; i < values.length; i++) values[i] = values[i]! * 1.0001 + Math.sqrt(i)
    return performance.now() - begun
  })
  return Math.min(...times)
}

function ms(time: number): string {
  return `${time.toFixed(0).padStart(3)} ms`
}

/** How many stimuli the picture of a turn was made of: half of the turns had as many or more. */
function counted(stimuli: number[]): string {
  const middle = stimuli[stimuli.length >> 1]!
  return middle > 0 ? `  of ${middle} stimuli (${stimuli[0]} at least)` : ''
}

/** Milliseconds and stimuli of each turn, ascending; milliseconds of the longest task of 50 ms or more, 0 for none; of the processor a turn. */
async function measure({ address, turns = 40, prepare, turn, stimuli }: Row) {
  // A first visit copies the page for reading without a network, once; what follows is without that.
  const viewport = { width: 1350, height: 900 }
  const page = await site.browser.newPage({ viewport, serviceWorkers: 'block' })
  await page.goto(site.address + address)
  const { hash } = new URL(address, site.address)
  const figure = page.locator(hash)
  await figure.scrollIntoViewIfNeeded()
  await figure.hover()
  await figure.locator('[data-ready=true]').waitFor()
  const run = (first: number, count: number) =>
    page.evaluate<{ times: number[]; longest: number; counts: number[] }>(
      `(${inPage.toString()})(document.querySelector('${hash}'), ${first}, ${count}, ${source(turn)}, ${source(stimuli)})`,
    )
  await page.evaluate(`(${source(prepare)})(document.querySelector('${hash}'))`)
  await page.waitForTimeout(500)
  await run(0, WARM)
  const before = await processorTime()
  const { times, longest, counts } = await run(WARM, turns)
  const processor = (1000 * ((await processorTime()) - before)) / turns
  await page.close()
  return { times: times.sort((a, b) => a - b), longest, processor, stimuli: counts.sort((a, b) => a - b) }
}

/** Seconds of the processor that pages and their workers have taken so far. */
async function processorTime(): Promise<number> {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  return processInfo.reduce((sum, { type, cpuTime }) => sum + (type === 'renderer' ? cpuTime : 0), 0)
}

/** A function's text, to be evaluated in a page; a method's lacks the word that makes it an expression. */
function source(given: ((...all: never[]) => unknown) | undefined): string {
  const text = given?.toString() ?? '() => {}'
  return /^\w+\(.*\{/.test(text) ? `function ${text}` : text
}

async function inPage(
  figure: HTMLElement,
  first: number,
  count: number,
  turn: Row['turn'],
  stimuli: (figure: HTMLElement) => number | undefined,
) {
  let longest = 0
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration)
  })
  observer.observe({ type: 'longtask' })
  const times: number[] = []
  const counts: number[] = []
  for (let i = first; i < first + count; i++) {
    const begun = performance.now()
    const there = turn(figure, i)
    while (!there()) {
      if (performance.now() - begun > 60_000) throw new Error(`turn ${i} has no picture after 60 seconds`)
      await new Promise((resolve) => setTimeout(resolve))
    }
    counts.push(Math.round(stimuli(figure) ?? 0))
    await new Promise((resolve) => requestAnimationFrame(resolve))
    times.push(performance.now() - begun)
  }
  // Entries come some time after the task.
  await new Promise((resolve) => setTimeout(resolve, 200))
  observer.disconnect()
  return { times, longest, counts }
}
