/**
 * All methods on one image for one class: `attribute(model, request)`, an async generator of maps as they
 * are refined. Methods of one pass come first; the others then take turns, so that every map is there early.
 */
import type { Model } from '../model/model.ts'
import type { Pixels } from '../model/pixels.ts'
import { classScore } from './classScore.ts'
import { massInside } from './massInside.ts'
import type { Completeness, Given, Refined } from './method.ts'
import { methodNamed } from './methods.ts'
import { peak, type Refinement } from './relevance.ts'

export interface AttributionRequest {
  image: Pixels
  /** The class's index. */
  index: number
  /** The layer of Grad-CAM. */
  layer: string
  /** As in `gradCam`. */
  methods: readonly string[]
  seed: number
  /** Grey level in [0, 1] that stands for nothing; what the network reads as 0 when absent. */
  baseline?: number
  /** One number in [0, 1] per pixel: where the class is. Each frame then says how much lies there. */
  mask?: ArrayLike<number>
  /** Fewer copies, points and squares: a third of the time, and no promise of completeness. */
  quick?: boolean
  /** Pictures computed at once by the methods that take many; each has its own default. */
  batch?: number
}

export interface AttributionFrame extends Refinement {
  method: string
  /** Nothing more comes of this method. */
  last: boolean
  /** How much of the score integrated gradients account for. */
  completeness?: Completeness
  /** The magnitude that gets full colour. */
  peak: number
  /** The share of the positive mass inside the mask; null where nothing is positive. */
  share?: number | null
  /** The share of the picture inside the mask: what a map that knows nothing gets. */
  chance?: number
}

/** What the network reads as 0, as a grey level in [0, 1]: the mean of its channels' where they differ. */
export function zeroLevel({ table: { input } }: Model): number {
  const levels = input.scale.map((scale, i) => Math.max(0, Math.min(1, -input.offset[i] / scale)))
  return levels.reduce((sum, level) => sum + level, 0) / levels.length
}

/** Half of what the smallest change of a colour is in 8 bits. */
const HALF_LEVEL = 0.5 / 255

/** The image; all of it `grey` where it is the nearest to that which 8 bits can hold, since it is meant for it. */
const exact = (image: Pixels, grey: number): Pixels =>
  image.values.every((value) => Math.abs(value - grey) <= HALF_LEVEL + 1e-6)
    ? { ...image, values: new Float32Array(image.values.length).fill(grey) }
    : image

/** @throws Error for a method, class or layer that is not there, or a mask of another size than the image */
export async function* attribute(
  model: Model,
  request: AttributionRequest,
): AsyncGenerator<AttributionFrame, void, void> {
  const { mask } = request
  const chance = mask && Array.from(mask).reduce((sum, share) => sum + share, 0) / mask.length
  for await (const frame of refinements(model, request))
    yield {
      ...frame,
      peak: peak(frame.map),
      ...(mask && { share: massInside(frame.map, mask), chance }),
    }
}

async function* refinements(
  model: Model,
  { methods, image, baseline = zeroLevel(model), quick = false, ...rest }: AttributionRequest,
): AsyncGenerator<Omit<AttributionFrame, 'peak' | 'share' | 'chance'>, void, void> {
  const score = classScore(model, rest.index)
  const given: Given = { ...rest, model, baseline, quick, score, image: exact(image, baseline) }
  const all = methods.map((name) => ({ name, ...methodNamed(name) }))
  for (const method of all.sort((a, b) => a.quickness - b.quickness))
    if (method.refined === 'once')
      yield { method: method.name, map: await method.map(given), pass: 1, passes: 1, last: true }

  const waiting = all
    .sort((a, b) => a.order - b.order)
    .flatMap((method) =>
      method.refined === 'steps'
        ? [{ method: method.name, steps: method.steps(given), held: undefined as Refined | undefined }]
        : [],
    )
  // A map is given on when the one after it is known or the method has ended, so that the last is marked.
  while (waiting.length > 0) {
    const turn = waiting.shift()!
    const { value } = await turn.steps.next()
    if (turn.held && !value) yield { method: turn.method, ...turn.held, last: true }
    if (!value) continue
    yield { method: turn.method, ...value, last: value.pass >= value.passes }
    turn.held = value.pass >= value.passes ? undefined : value
    waiting.push(turn)
  }
}
