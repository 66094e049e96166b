/** Work units: requests that one worker computes at once. */
import type { Backend } from './backendName.ts'
import type { Item } from './plan.ts'

export interface Batch {
  kind: string
  model: string
  items: Item[]
  /** How many pictures the worker computes at once; what is missing to that number is made up and dropped. */
  size: number
  flop: number
}

/**
 * Operations of one batch: some ten seconds of a core, so that little is lost by a kill and all workers
 * end together. On WASM a step costs a core 10 ms whatever the batch: `npm run bench:precompute -- --curve`
 * rises to 4 pictures of a large layer and to 16 of a small one, and is level from there.
 */
const FLOP: Record<Exclude<Backend, 'webgpu'>, number> = { wasm: 2.4e11, cpu: 1e9 }
const LARGEST = 16
/** On a GPU every batch has this size, since its results may differ in the last bit with the size. */
const GPU_SIZE = 32

/** Batches of the requests that share kind, network, layer and seed; the largest first. */
export function makeBatches(items: readonly Item[], backend: Backend): Batch[] {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const name = groupOf(item)
    groups.set(name, [...(groups.get(name) ?? []), item])
  }
  return [...groups.values()]
    .flatMap((group) => {
      const { batching } = group[0]
      if (batching === 'onePass') return [makeBatch(group, 0)]
      const size = batchSize(Math.max(...group.map(({ flop }) => flop)), backend)
      const fixed = backend === 'webgpu' && batching === 'padded'
      const sorted = [...group].sort((a, b) => channelOf(a) - channelOf(b))
      return Array.from({ length: Math.ceil(sorted.length / size) }, (_, i) =>
        makeBatch(sorted.slice(i * size, (i + 1) * size), fixed ? size : 0),
      )
    })
    .sort((a, b) => b.flop - a.flop)
}

/** Both halves of a batch that failed; none of one that cannot be halved. */
export function halve({ items, size }: Batch): Batch[] {
  if (items.length < 2) return []
  const middle = Math.ceil(items.length / 2)
  return [items.slice(0, middle), items.slice(middle)].map((half) => makeBatch(half, Math.ceil(size / 2)))
}

/** A batch in parts of at most `size`, each computed as so many. */
export function resize(batch: Batch, size: number): Batch[] {
  if (batch.size <= size) return [batch]
  return Array.from({ length: Math.ceil(batch.items.length / size) }, (_, i) =>
    makeBatch(batch.items.slice(i * size, (i + 1) * size), size),
  )
}

function makeBatch(items: Item[], size: number): Batch {
  const { batching, request } = items[0]
  const { kind, model } = request
  return {
    kind,
    model,
    items,
    size: Math.max(size, items.length),
    flop:
      batching === 'onePass'
        ? Math.max(...items.map(({ flop }) => flop))
        : items.reduce((total, { flop }) => total + flop, 0),
  }
}

const batchSize = (flop: number, backend: Backend): number =>
  backend === 'webgpu' ? GPU_SIZE : Math.max(1, Math.min(LARGEST, Math.floor(FLOP[backend] / Math.max(1, flop))))

function groupOf({ request }: Item): string {
  const { kind, model, unit, seed, dataset, families } = request
  return JSON.stringify([kind, model, typeof unit === 'string' ? unit.split('/')[0] : '', seed, dataset, families])
}

const channelOf = ({ request }: Item): number =>
  typeof request.unit === 'string' ? Number(/\/(\d+)/.exec(request.unit)?.[1]) : 0
