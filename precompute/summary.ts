/** What a run found or did, as `--json` prints it, and the sentences in which it is told. */
import { describeRequest } from '../src/artifacts/kinds.ts'
import type { Row } from '../src/artifacts/manifest.ts'
import type { Request } from '../src/artifacts/request.ts'
import type { Planned } from './planned.ts'
import { DEFAULT_OUT, type Options } from './options.ts'
import { orphans, type Item } from './plan.ts'

export type Say = (text: string) => void

/** Fields that an action does not know are absent. */
export interface Summary {
  action: Options['action']
  exitCode: number
  out: string
  /** Wanted artifacts that are up to date. */
  present?: number
  missing?: Found[]
  stale?: Found[]
  damaged?: Found[]
  /** Names in the output directory that are of no artifact. */
  strangers?: string[]
  rendered?: Row[]
  failed?: { request: Request; message: string }[]
  /** Not begun when the run was interrupted, or for want of what failed. */
  left?: Request[]
  orphans?: string[]
  removed?: string[]
  interrupted?: boolean
  backend?: string
  adapter?: string | null
  workers?: number
  /** Bytes of one worker at most. */
  peakMemory?: number
  seconds?: number
  /** Estimated operations and seconds of what is to be rendered. */
  estimate?: { flop: number; seconds: number }
}

interface Found {
  request: Request
  wantedBy: string[]
  reason?: string
}

/** Names what no article asks for; nothing where the plan is of some articles only. */
export function sayOrphans({ items, directory, whole }: Planned, say: Say): Pick<Summary, 'orphans'> {
  if (!whole) return {}
  const rows = orphans(directory.rows(), items)
  const names = [
    ...rows.flatMap((row) => Object.values(row.files).map(({ name }) => name)),
    ...directory.strays(toBeMended(items)),
  ]
  for (const row of rows) say(`orphan: ${describeRequest(row.request)}: no article asks for it`)
  if (names.length > 0)
    say(`${count(names.length, 'file')} that no article asks for. To remove: npm run precompute -- --prune`)
  return { orphans: names }
}

/** Ids whose files stay whatever the manifest says: one of them may be what it wants. */
export const toBeMended = (items: readonly Item[]): Set<string> =>
  new Set(items.filter(({ state }) => state !== 'present').map(({ id }) => id))

export function states(items: readonly Item[], out: string) {
  const having = (state: Item['state']): Found[] =>
    items
      .filter((item) => item.state === state)
      .map(({ request, wantedBy, reason }) => ({ request, wantedBy, ...(reason && { reason }) }))
  return {
    out,
    present: having('present').length + having('forced').length,
    missing: having('missing'),
    stale: having('stale'),
    damaged: having('damaged'),
  }
}

export function describeItem({ request, state, reason, wantedBy }: Item): string {
  const [first, ...others] = wantedBy
  const more = others.length > 0 ? ` and ${others.length} more` : ''
  return `${state}: ${describeRequest(request)}${reason ? `: ${reason}` : ''} (wanted by ${first}${more})`
}

/** The command that renders what this one was about. */
export function commandFor({ articles, units, model, seed, out, shard }: Options): string {
  const flags = [
    ...articles.map((slug) => `--article ${slug}`),
    ...units.map((unit) => `--unit ${unit}`),
    ...(model === undefined ? [] : [`--model ${model}`]),
    ...(units.length > 0 && seed !== 0 ? [`--seed ${seed}`] : []),
    ...(shard ? [`--shard ${shard.index}/${shard.of}`] : []),
    ...(out !== DEFAULT_OUT ? [`--out ${out}`] : []),
  ]
  return `npm run precompute${flags.length > 0 ? ` -- ${flags.join(' ')}` : ''}`
}

/** `1 file`, `2 files`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`
