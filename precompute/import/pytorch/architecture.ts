/** What a family of networks is: `architectures/<family>.ts`, found by its place. */
import type { Network } from './network.ts'
import type { StateDict } from './stateDict.ts'

export interface Architecture {
  /** As a message and the model card call it. */
  name: string
  /** What tells its keys from others', quickly; the emitting checks the rest. */
  recognizes(weights: StateDict): boolean
  /**
   * Emits the layers from an image of so many channels; returns the scores.
   * @throws Failure where keys or shapes are not the family's after all
   */
  emit(network: Network, image: string): string
  /** The weight whose shape tells the channels of the image. */
  first: string
}

/** Numbers of the children that keys have under a prefix: `layer1.0.conv1.weight` → 0 under `layer1`. */
export function children(weights: Iterable<string>, prefix: string): number[] {
  const found = new Set<number>()
  for (const key of weights) {
    if (!key.startsWith(`${prefix}.`)) continue
    const part = key.slice(prefix.length + 1).split('.', 1)[0]!
    if (/^\d+$/.test(part)) found.add(Number(part))
  }
  return [...found].sort((a, b) => a - b)
}
