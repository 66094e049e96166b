/** The actions that only look: `--list`, `--check`, `--verify`. */
import { availableParallelism } from 'node:os'
import { describeRequest } from '../src/artifacts/kinds.ts'
import { makeBatches } from './batches.ts'
import type { Directory } from './directory.ts'
import { EXIT } from './failure.ts'
import { BATCH_SECONDS } from './log.ts'
import type { Backend } from './backendName.ts'
import type { Options } from './options.ts'
import { isToDo } from './plan.ts'
import type { Planned } from './planned.ts'
import { duration } from './progress.ts'
import { commandFor, count, describeItem, sayOrphans, states, type Say, type Summary } from './summary.ts'

/** A plan, and whether it answers for all articles. */
export function verify(directory: Directory, say: Say): Summary {
  const rows = directory.rows()
  const damaged = rows.flatMap((row) => {
    const reason = directory.damage(row)
    return reason === undefined ? [] : [{ request: row.request, wantedBy: [], reason }]
  })
  for (const { request, reason } of damaged) say(`damaged: ${describeRequest(request)}: ${reason}`)
  say(`${rows.length - damaged.length} of ${count(rows.length, 'artifact')} in ${directory.path} as written`)
  if (damaged.length > 0) say('Run: npm run precompute')
  const exitCode = damaged.length > 0 ? EXIT.found : EXIT.done
  return {
    action: 'verify',
    exitCode,
    out: directory.path,
    present: rows.length - damaged.length,
    damaged,
  }
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
  if (toDo.length === 0) say(`${count(items.length, 'artifact')} up to date`)
  else say(`${toDo.length} of ${count(items.length, 'artifact')} to be rendered. Run: ${commandFor(options)}`)
  return {
    action: 'check',
    exitCode: toDo.length > 0 ? EXIT.found : EXIT.done,
    ...states(items, directory.path),
    ...sayOrphans(planned, say),
  }
}
