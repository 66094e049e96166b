/** The figure's state as text: what an address may ask for. */
import type { WeightLayer } from '../weightLayers.ts'
import { POOLS, RELUS, SHOWN, type KernelState } from './choices.ts'

/** The author's state with what an address asks for; what makes no sense there is left as it was. */
export function stateFrom(
  asked: ReadonlyMap<string, string>,
  initial: KernelState,
  layers: readonly WeightLayer[],
  images: readonly string[],
): KernelState {
  const one = <T extends string>(name: string, allowed: readonly T[], fallback: T): T =>
    allowed.find((each) => each === asked.get(name)) ?? fallback
  const units = { to: asked.get('to') ?? initial.to, from: asked.get('from') ?? initial.from }
  const there = exists(units.to, layers) && (units.from === 'input' || exists(units.from, layers))
  return consistent(
    {
      ...initial,
      ...(there && units),
      weights: one('weights', SHOWN, initial.weights),
      relu: one('relu', RELUS, initial.relu),
      maxPool: one('maxPool', POOLS, initial.maxPool),
      image: one('image', images, initial.image),
    },
    layers,
  )
}

/** The layer and channel of a reference; channel 0 of the image. */
export function unitOf(reference: string): { layer: string; channel: number } {
  const [layer, channel] = reference.split('/') as [string, string?]
  return { layer, channel: Number(channel ?? 0) }
}

function exists(reference: string, layers: readonly WeightLayer[]): boolean {
  const match = /^([\w.-]+)\/(\d+)$/.exec(reference)
  const layer = layers.find(({ name }) => name === match?.[1])
  return layer !== undefined && Number(match![2]) < layer.channels
}

/** The lower unit moved to a layer that the upper one depends on, and plain kernels only where there are any. */
export function consistent(state: KernelState, layers: readonly WeightLayer[]): KernelState {
  const to = layers.find(({ name }) => name === unitOf(state.to).layer)!
  const lower = unitOf(state.from).layer
  const next = { ...state }
  if (!to.upstream.includes(lower)) {
    const nearest = layers.find(({ name }) => name === to.upstream[0])!
    const channel = Math.min(unitOf(state.from).channel, nearest.channels - 1)
    next.from = nearest.name === 'input' ? 'input' : `${nearest.name}/${channel}`
  }
  const from = unitOf(next.from).layer
  if (from === 'input' || to.adjacent !== from) next.weights = 'expanded'
  return next
}
