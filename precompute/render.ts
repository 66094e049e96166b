/** Renders a plan: batches to workers, results to files, the manifest after each batch. */
import { needsOf } from '../src/artifacts/kinds.ts'
import { requestKey } from '../src/artifacts/request.ts'
import { compute, type ComputeEffects } from './compute.ts'
import type { Directory } from './directory.ts'
import type { Backend } from './backendName.ts'
import { commit, encode, type Outcome } from './outcome.ts'
import { isToDo, type Item } from './plan.ts'

/**
 * @param items a plan; what is up to date in it is left alone
 * @throws Error where no worker starts or the directory cannot be written; what was finished is written
 */
export async function render(
  items: readonly Item[],
  directory: Directory,
  options: { backend: Backend | 'auto'; workers?: number; cores: number },
  effects: ComputeEffects,
): Promise<Outcome> {
  const { kinds } = effects
  const toDo = items.filter(isToDo)
  const outcome: Outcome = { rendered: [], failed: [], left: [], workers: 0, peakMemory: 0 }
  const computed = toDo.filter(({ request }) => kinds[request.kind]?.compute)
  if (computed.length > 0) await compute(computed, directory, options, effects, outcome)
  await assembleInto(outcome, toDo, directory, effects)
  return outcome
}

/** Makes what is only put together from other artifacts; what must be computed is left. */
export async function assemble(
  items: readonly Item[],
  directory: Directory,
  effects: Pick<ComputeEffects, 'kinds' | 'interrupted'>,
): Promise<Outcome> {
  const toDo = items.filter(isToDo)
  const left = toDo.filter(({ request }) => effects.kinds[request.kind]?.compute)
  const outcome: Outcome = { rendered: [], failed: [], left, workers: 0, peakMemory: 0 }
  await assembleInto(outcome, toDo, directory, { ...effects, onProgress: () => {} })
  return outcome
}

async function assembleInto(
  outcome: Outcome,
  toDo: readonly Item[],
  directory: Directory,
  { kinds, interrupted, onProgress }: Pick<ComputeEffects, 'kinds' | 'interrupted' | 'onProgress'>,
): Promise<void> {
  const unmade = new Set([...outcome.left, ...outcome.failed].map(({ request }) => requestKey(request)))
  for (const item of toDo.filter(({ request }) => !kinds[request.kind]?.compute)) {
    const needs = needsOf(item.request)
    if (interrupted.aborted || needs.some((need) => unmade.has(requestKey(need)))) {
      outcome.left.push(item)
      unmade.add(requestKey(item.request))
      continue
    }
    const made = needs.map((need) => directory.made(directory.row(need)!))
    commit(await encode(item, undefined, made, made[0].row, kinds, outcome), directory, outcome)
    onProgress(1, item.flop)
  }
}
