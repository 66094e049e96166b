/**
 * The hash of a definition with all it refers to: `(graph) → (id) → hash`, the same wherever they lie
 * and whatever they are called.
 */
import { createHash } from 'node:crypto'
import type { Graph } from './graph.ts'

/** The hashes of packages and files are their names, so that this is asked of nodes alone. */
export function createContentHashes(graph: Graph): (id: string) => string {
  const hashes = new Map<string, string>()
  const indices = new Map<string, number>()
  const lows = new Map<string, number>()
  const open: string[] = []

  /**
   * Definitions that refer to each other in a circle are told apart by how they look from each of
   * them, one more step further away in every round. Twice as many rounds as there are definitions see all there is.
   */
  function hashTogether(group: readonly string[]): void {
    let known = new Map(group.map((id) => [id, '']))
    const rounds = isCircle(group) ? 2 * group.length : 1
    for (let round = 0; round < rounds; round++) known = new Map(group.map((id) => [id, hashOf(id, known)]))
    for (const [id, hash] of known) hashes.set(id, hash)
  }

  const isCircle = (group: readonly string[]): boolean =>
    group.length > 1 || graph.node(group[0]).targets.some((target) => 'node' in target && target.node === group[0])

  function hashOf(id: string, group: ReadonlyMap<string, string>): string {
    const { shape, targets } = graph.node(id)
    const parts = targets.map((target) =>
      'constant' in target
        ? target.constant
        : [hashes.get(target.node) ?? ['circle', group.get(target.node)], target.position],
    )
    return createHash('sha256')
      .update(JSON.stringify([shape, parts]))
      .digest('hex')
      .slice(0, 32)
  }

  /** Tarjan's: a group is complete when the visit leaves the first of it, and what it refers to is hashed. */
  function visit(id: string): void {
    const index = indices.size
    indices.set(id, index)
    lows.set(id, index)
    open.push(id)
    for (const target of graph.node(id).targets) {
      if ('constant' in target || hashes.has(target.node)) continue
      if (!indices.has(target.node)) visit(target.node)
      lows.set(id, Math.min(lows.get(id)!, lows.get(target.node)!))
    }
    if (lows.get(id) === index) hashTogether(open.splice(open.indexOf(id)))
  }

  return (id) => {
    if (!hashes.has(id)) visit(id)
    return hashes.get(id)!
  }
}
