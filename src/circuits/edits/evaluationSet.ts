/**
 * An evaluation set made on the spot from rendered scenes: each scene seen in many ways, by turns nearer,
 * shifted, tilted, mirrored, in other light and before another ground. Nothing of it is stored.
 *
 * A view's labels are right by construction: a mask says which pixels show which class, and a view whose
 * classes are not clearly in sight is drawn anew. No view is optimized for any network.
 */
import { createRng, type Rng } from '../../vocabulary/rng.ts'

export interface Scene {
  name: string
  /** Pixels of a side. */
  size: number
  /** RGB in 0 … 255, row by row. */
  pixels: Uint8Array | Uint8ClampedArray
  /** One number per pixel: 0 nothing, 1 the first of `classes`, 2 the second. */
  mask: Uint8Array
  /** What can be seen, as indices of the network's classes. */
  classes: readonly number[]
}

export interface EvaluationSet {
  /** Pixels of a side. */
  size: number
  /** RGB in [0, 1], one view after the other. */
  images: Float32Array
  /** The classes in sight, by view. */
  labels: number[][]
  /** The scene, by view: views of one scene are no independent pictures. */
  scenes: string[]
}

/** How a scene is seen. */
export interface View {
  /** Left, top and side of the square in view, in pixels of the scene, before tilting about its centre. */
  left: number
  top: number
  side: number
  degrees: number
  mirrored: boolean
  /** Factors of the colours, and the exponent of their brightness. */
  light: readonly [number, number, number]
  gamma: number
  /** What is left of the ground's brightness and of its colour. */
  ground: number
  groundColour: number
}

/** As it was rendered. */
export const wholeView = (size: number): View => ({
  left: 0,
  top: 0,
  side: size,
  degrees: 0,
  mirrored: false,
  light: [1, 1, 1],
  gamma: 1,
  ground: 1,
  groundColour: 1,
})

/** The smallest square in view, as a share of the scene. */
const NEAREST = 0.55
/** How much of a class is in view at least, and how much of the view a class fills that counts as shown. */
const IN_SIGHT = 0.7
const FILLS = 0.04
/** Views tried before the whole scene is taken. */
const TRIES = 20

/**
 * @param views per scene; the first is the scene as it was rendered
 * @param size pixels of a side, the network's own
 */
export function evaluationSet(
  scenes: readonly Scene[],
  { views, size, seed }: { views: number; size: number; seed: number },
): EvaluationSet {
  const images = new Float32Array(scenes.length * views * size * size * 3)
  const labels: number[][] = []
  const names: string[] = []
  for (const scene of scenes)
    for (let i = 0; i < views; i++) {
      const rng = createRng(seed, 'evaluation', scene.name, i)
      const view = i === 0 ? wholeView(scene.size) : drawnView(scene, rng)
      images.set(seen(scene, view, size), labels.length * size * size * 3)
      labels.push(inSight(scene, view))
      names.push(scene.name)
    }
  return { size, images, labels, scenes: names }
}

/** A view that shows most of a class, in which it fills enough. */
export function drawnView(scene: Scene, rng: Rng): View {
  const between = (low: number, high: number) => low + rng.uniform() * (high - low)
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const side = scene.size * between(NEAREST, 1)
    const warmth = between(-0.08, 0.08)
    const exposure = between(0.75, 1.25)
    const view: View = {
      left: between(0, scene.size - side),
      top: between(0, scene.size - side),
      side,
      degrees: between(-12, 12),
      mirrored: rng.uniform() < 0.5,
      light: [exposure * (1 + warmth), exposure, exposure * (1 - warmth)],
      gamma: between(0.8, 1.25),
      ground: between(0.6, 1.2),
      groundColour: between(0.3, 1),
    }
    const sights = sightsOf(scene, view)
    if (sights.some(({ part, fills }) => part >= IN_SIGHT && fills >= FILLS)) return view
  }
  return wholeView(scene.size)
}

/** The classes that a view shows: those that fill enough of it. */
export const inSight = (scene: Scene, view: View): number[] =>
  scene.classes.filter((_, i) => sightsOf(scene, view)[i].fills >= FILLS)

/** Cells of a side on which a view is measured. */
const GRID = 64

/** How much of each class a view shows, and how much of the view the class fills. */
function sightsOf(scene: Scene, view: View): { part: number; fills: number }[] {
  const total = [0, 0, 0]
  for (const level of scene.mask) total[level]++
  const counts = [0, 0, 0]
  for (const at of positions(scene, view, GRID)) counts[scene.mask[at]]++
  const area = (view.side / GRID) ** 2
  return scene.classes.map((_, i) => ({
    part: (counts[i + 1] * area) / total[i + 1],
    fills: counts[i + 1] / GRID ** 2,
  }))
}

/** RGB in [0, 1], `(size, size, 3)`: each pixel the mean of what it covers. */
export function seen(scene: Scene, view: View, size: number): Float32Array {
  const { pixels, mask } = scene
  const taps = Math.max(1, Math.round(view.side / size))
  const indices = positions(scene, view, size * taps)
  const curve = Float32Array.from({ length: 256 }, (_, level) => (level / 255) ** view.gamma)
  const values = new Float32Array(size * size * 3)
  const [red, green, blue] = view.light
  const area = taps ** 2
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      // What is something, and what is ground: the light falls on both, and mixing is linear.
      let [r, g, b, groundRed, groundGreen, groundBlue] = [0, 0, 0, 0, 0, 0]
      for (let i = 0; i < taps; i++)
        for (let j = 0; j < taps; j++) {
          const at = indices[(y * taps + i) * size * taps + x * taps + j]
          if (mask[at] > 0) {
            r += curve[pixels[3 * at]]
            g += curve[pixels[3 * at + 1]]
            b += curve[pixels[3 * at + 2]]
          } else {
            groundRed += curve[pixels[3 * at]]
            groundGreen += curve[pixels[3 * at + 1]]
            groundBlue += curve[pixels[3 * at + 2]]
          }
        }
      const lit = [red * groundRed, green * groundGreen, blue * groundBlue] as const
      const grey = (lit[0] + lit[1] + lit[2]) / 3
      const ground = (value: number) => view.ground * (grey + view.groundColour * (value - grey))
      const at = 3 * (y * size + x)
      values[at] = Math.min(1, (red * r + ground(lit[0])) / area)
      values[at + 1] = Math.min(1, (green * g + ground(lit[1])) / area)
      values[at + 2] = Math.min(1, (blue * b + ground(lit[2])) / area)
    }
  return values
}

/**
 * Indices of a scene's pixels at the middles of a grid of `count` by `count` cells over the view, row by row;
 * past the scene's edge, of the nearest pixel.
 */
function positions({ size }: Scene, view: View, count: number): Int32Array {
  const turn = (view.degrees * Math.PI) / 180
  const [cosine, sine] = [Math.cos(turn), Math.sin(turn)]
  const [middleX, middleY] = [view.left + view.side / 2, view.top + view.side / 2]
  const within = (value: number) => Math.max(0, Math.min(size - 1, Math.floor(value)))
  const found = new Int32Array(count * count)
  for (let y = 0; y < count; y++)
    for (let x = 0; x < count; x++) {
      const across = ((x + 0.5) / count - 0.5) * view.side
      const dx = view.mirrored ? -across : across
      const dy = ((y + 0.5) / count - 0.5) * view.side
      const column = within(middleX + cosine * dx - sine * dy)
      const row = within(middleY + sine * dx + cosine * dy)
      found[y * count + x] = row * size + column
    }
  return found
}
