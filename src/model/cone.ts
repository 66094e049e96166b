/**
 * The dependency cone: which window of every layer is needed to compute the windows asked for.
 */
import { extents, isWhole, slidingWindow } from './geometry.ts'
import { isGlobal } from './operations.ts'
import type { Extent } from '../vocabulary/extent.ts'
import { layerNamed, type Layer, type LayerTable } from '../vocabulary/layerTable.ts'
import type { Padding } from './padding.ts'

/** Rows `top … bottom` and columns `left … right` of a layer; the ends `bottom` and `right` are excluded. */
export interface Window {
  top: number
  bottom: number
  left: number
  right: number
}

/** What to compute: a whole layer by its name, or a window of it. */
export type Target = string | { layer: string; window: Window }

export const targetLayer = (target: Target): string => (typeof target === 'string' ? target : target.layer)

/** The window that holds one position. */
export const position = (y: number, x: number): Window => ({
  top: y,
  bottom: y + 1,
  left: x,
  right: x + 1,
})

export const whole = ({ height, width }: Extent): Window => ({
  top: 0,
  bottom: height,
  left: 0,
  right: width,
})

const union = (a: Window | undefined, b: Window): Window =>
  a === undefined
    ? b
    : {
        top: Math.min(a.top, b.top),
        bottom: Math.max(a.bottom, b.bottom),
        left: Math.min(a.left, b.left),
        right: Math.max(a.right, b.right),
      }

const readsAll = (layer: Layer): boolean => isGlobal(layer) || isWhole(layer)

/**
 * The window of a layer's input that a window of its output depends on, padding not clipped away:
 * it may begin below 0 and end past the input.
 */
export function inputWindow(layer: Layer, output: Window): Window {
  const sliding = slidingWindow(layer)
  if (!sliding) return output
  const { stride, padding, extent } = sliding
  return {
    top: output.top * stride[0] - padding[0],
    bottom: (output.bottom - 1) * stride[0] - padding[0] + extent[0],
    left: output.left * stride[1] - padding[2],
    right: (output.right - 1) * stride[1] - padding[2] + extent[1],
  }
}

/** What of a window lies in a layer; the nearest row or column where the window lies beside it, in its padding. */
export const clip = (window: Window, { height, width }: Extent): Window => {
  const [top, bottom] = clipped(window.top, window.bottom, height)
  const [left, right] = clipped(window.left, window.right, width)
  return { top, bottom, left, right }
}

function clipped(first: number, end: number, length: number): [number, number] {
  const from = Math.min(Math.max(0, first), length - 1)
  return [from, Math.max(from + 1, Math.min(length, end))]
}

/**
 * The window of an input that an operation reads for a window of its output, and how many zeros of padding
 * lie around it (below zero: how much of it is then cut off): all of it for a global or whole operation.
 */
export function readWindow(layer: Layer, output: Window, input: Extent): { window: Window; padding: Padding } {
  const wanted = readsAll(layer) ? whole(input) : inputWindow(layer, output)
  const window = clip(wanted, input)
  const padding: Padding = [
    window.top - wanted.top,
    wanted.bottom - window.bottom,
    window.left - wanted.left,
    wanted.right - window.right,
  ]
  return { window, padding }
}

/**
 * The window needed of every layer, the input included, to compute `targets` for an input of
 * `height` × `width` pixels. Layers that are not needed are absent.
 * @throws Error where a target is unknown or its window leaves the layer
 */
export function dependencyCone(
  table: LayerTable,
  targets: readonly Target[],
  height = table.input.height,
  width = table.input.width,
): Map<string, Window> {
  const sizes = extents(table, height, width)
  const needed = new Map<string, Window>()
  const need = (name: string, window: Window) => {
    needed.set(name, union(needed.get(name), clip(window, sizes.get(name)!)))
  }
  for (const target of targets) {
    const name = targetLayer(target)
    const extent = sizes.get(name) ?? (layerNamed(table, name), undefined)!
    const window = typeof target === 'string' ? whole(extent) : target.window
    const { top, bottom, left, right } = window
    if (top < 0 || left < 0 || bottom > extent.height || right > extent.width || top >= bottom || left >= right)
      throw new Error(
        `window outside layer ${name}: rows ${top}…${bottom}, columns ${left}…${right} (allowed: 0…${extent.height}, 0…${extent.width})`,
      )
    need(name, window)
  }
  for (const layer of [...table.layers].reverse()) {
    if (isWhole(layer) && needed.has(layer.name)) needed.set(layer.name, whole(sizes.get(layer.name)!))
    const window = needed.get(layer.name)
    if (!window) continue
    for (const input of layer.inputs)
      need(input, readsAll(layer) ? whole(sizes.get(input)!) : inputWindow(layer, window))
  }
  return needed
}
