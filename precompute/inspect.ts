/** The actions that only look: `--list`, `--check`, `--verify`. */
import { availableParallelism } from 'node:os'
import { describeRequest } from '../src/artifacts/kinds.ts'
import { makeBatches } from './batches.ts'
import { requestKey } from '../src/artifacts/request.ts'
import type { Directory } from './directory.ts'
import { describeBroken, type BrokenRow } from '../src/artifacts/trust/readManifest.ts'
import { EXIT } from './failure.ts'
import { BATCH_SECONDS } from './log.ts'
import type { Backend } from './backendName.ts'
import type { Options } from './options.ts'
import { isToDo } from './plan.ts'
import type { Planned } from './planned.ts'
import { duration } from './progress.ts'
import { commandFor, count, describeItem, sayOrphans, states, type Say, type Summary } from './summary.ts'

/** A plan, and whether it answers for all articles. */
/** Rows that cannot be trusted and that rendering would not replace; none where the plan is of some articles only. */
export const unwantedBroken = ({ items, directory, whole }: Planned): BrokenRow[] => {
  if (!whole) return []
  const wanted = new Set(items.map(({ request }) => requestKey(request)))
  return directory.broken().filter(({ row }) => !wanted.has(requestKey(row.request)))
}

export function verify(directory: Directory, say: Say): Summary {
  const rows = directory.rows().map((row) => ({ row, reason: directory.damage(row) }))
  rows.push(...directory.broken())
  const damaged = rows.flatMap(({ row, reason }) =>
    reason === undefined ? [] : [{ request: row.request, wantedBy: [], reason }],
  )
  for (const { request, reason } of damaged) say(`damaged: ${describeRequest(request)}: ${reason}`)
  say(`${rows.length - damaged.length} of ${count(rows.length, 'artifact')} in ${directory.path} as written`)
  if (damaged.length > 0) say('Run: npm run precompute')
  const strangers = sayStrangers(directory, say)
  return {
    action: 'verify',
    exitCode: damaged.length + strangers.length > 0 ? EXIT.found : EXIT.done,
    out: directory.path,
    present: rows.length - damaged.length,
    damaged,
    strangers,
  }
}

/** What is no artifact would be published with them; only its owner can know where it belongs. */
function sayStrangers(directory: Directory, say: Say): string[] {
  const strangers = directory.strangers()
  for (const name of strangers) say(`no artifact: ${JSON.stringify(name)} in ${directory.path} would be published`)
  if (strangers.length > 0) say('Move it away: what a site has besides lies elsewhere in public.')
  return strangers
}

/** @param speedOf FLOP/s of one worker of a backend */
export function list(planned: Planned, options: Options, speedOf: (backend: Backend) => number, say: Say): Summary {
  const { items, directory } = planned
  const toDo = items.filter(isToDo)
  const flop = toDo.reduce((total, item) => total + item.flop, 0)
  const backend = options.backend === 'auto' ? 'wasm' : options.backend
  const workers = backend === 'webgpu' ? 1 : (options.workers ?? availableParallelism())
  const computed = toDo.filter(({ flop }) => flop > 0)
  const batches = makeBatches(computed, backend).length
  const seconds = (flop / speedOf(backend) + batches * BATCH_SECONDS) / workers
  for (const item of toDo) say(describeItem(item))
  say(
    toDo.length === 0
      ? `nothing to render, ${count(items.length, 'artifact')} up to date`
      : `${toDo.length} to render, ${items.length - toDo.length} up to date; about ${(flop / 1e12).toPrecision(2)} TFLOP, ${duration(1000 * seconds)} on ${backend} with ${count(workers, 'worker')}`,
  )
  return {
    action: 'list',
    exitCode: EXIT.done,
    ...states(items, directory.path),
    ...sayOrphans(planned, say),
    estimate: { flop, seconds },
  }
}

export function check(planned: Planned, options: Options, say: Say): Summary {
  const { items, directory } = planned
  const toDo = items.filter(isToDo)
  for (const item of toDo) say(describeItem(item))
  const unwanted = unwantedBroken(planned)
  for (const broken of unwanted) say(`damaged: ${describeBroken(broken)} (no article asks for it)`)
  if (unwanted.length > 0) say('Run: npm run precompute')
  const strangers = sayStrangers(directory, say)
  if (toDo.length === 0) say(`${count(items.length, 'artifact')} up to date`)
  else say(`${toDo.length} of ${count(items.length, 'artifact')} to be rendered. Run: ${commandFor(options)}`)
  return {
    action: 'check',
    exitCode: toDo.length + unwanted.length + strangers.length > 0 ? EXIT.found : EXIT.done,
    ...states(items, directory.path),
    strangers,
    ...sayOrphans(planned, say),
  }
}
