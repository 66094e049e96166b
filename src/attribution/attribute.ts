/**
 * All methods on one image for one class: `attribute(model, request)`, an async generator of maps as they
 * are refined. Methods of one pass come first; the others then take turns, so that every map is there early.
 */
import type { Model } from '../model/model.ts'
import { createRng } from '../model/rng.ts'
import { classScore } from './classScore.ts'
import { gradCam, type GradCam } from './gradCam.ts'
import { gradientTimesInput } from './gradientTimesInput.ts'
import { guidedRelu } from './guidedRelu.ts'
import { inputGradient, type Slopes } from './inputGradient.ts'
import { integratedGradients, type Completeness } from './integratedGradients.ts'
import { massInside } from './massInside.ts'
import type { Method } from './methods.ts'
import { occlusion } from './occlusion.ts'
import { imageTensor, type Pixels } from '../model/pixels.ts'
import { largest, peak, summed, times, type Refinement } from './relevance.ts'
import { smoothGrad } from './smoothGrad.ts'

export interface AttributionRequest {
  image: Pixels
  /** The class's index. */
  index: number
  /** The layer of Grad-CAM. */
  layer: string
  methods: readonly Method[]
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
  method: Method
  /** Nothing more comes of this method. */
  last: boolean
  /** Of integrated gradients. */
  completeness?: Completeness
  /** The magnitude that gets full colour. */
  peak: number
  /** The share of the positive mass inside the mask; null where nothing is positive. */
  share?: number | null
  /** The share of the picture inside the mask: what a map that knows nothing gets. */
  chance?: number
}

/** Passes of the methods that take many. */
const THOROUGH = { samples: 24, strides: 16, most: 257 }
const QUICK = { samples: 8, strides: 8, most: 17 }
/** Occluding squares along the image's longer side, were they laid edge to edge. */
const SQUARES = 5.33

/** What the network reads as 0, as a grey level in [0, 1]. */
export const zeroLevel = ({ table }: Model): number => Math.max(0, Math.min(1, -table.input.offset / table.input.scale))

type Refined = Refinement & { completeness?: Completeness }

/** @throws Error for a class or layer that is not there, or a mask of another size than the image */
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
  { image, index, layer, methods, seed, baseline = zeroLevel(model), quick, batch }: AttributionRequest,
): AsyncGenerator<Omit<AttributionFrame, 'peak' | 'share' | 'chance'>, void, void> {
  const { samples, strides, most } = quick ? QUICK : THOROUGH
  const side = Math.max(image.height, image.width)
  const square = {
    patch: Math.max(1, Math.round(side / SQUARES)),
    stride: Math.max(1, Math.round(side / strides)),
  }
  const score = classScore(model, index)
  // Two methods read each of these.
  let cam: Promise<GradCam> | undefined
  const gradCamOnce = () => (cam ??= gradCam(model, index, layer, image))
  let plain: Promise<Slopes> | undefined
  const plainOnce = () => (plain ??= slopesOf(score, image))
  let guided: Promise<Slopes> | undefined
  const guidedOnce = () => (guided ??= slopesOf(classScore(model, index, { relu: guidedRelu }), image))

  const once = {
    gradient: async () => largest((await plainOnce()).gradients[0]!),
    gradientTimesInput: async () => summed(gradientTimesInput((await plainOnce()).gradients[0]!, image, baseline)),
    gradCam: async () => (await gradCamOnce()).map,
    guidedBackprop: async () => largest((await guidedOnce()).gradients[0]!),
    guidedGradCam: async () => times(largest((await guidedOnce()).gradients[0]!), (await gradCamOnce()).map),
  }
  const refined = {
    smoothGrad: () => smoothGrad(score, image, { rng: createRng(seed, 'smoothGrad'), samples }),
    integratedGradients: () => integratedGradients(score, image, { baseline, most, batch }),
    occlusion: () => occlusion(score, image, { fill: baseline, ...square, batch }),
  }

  for (const method of ['gradCam', 'gradient', 'gradientTimesInput', 'guidedBackprop', 'guidedGradCam'] as const)
    if (methods.includes(method)) yield { method, map: await once[method](), pass: 1, passes: 1, last: true }

  const waiting = (Object.keys(refined) as (keyof typeof refined)[])
    .filter((method) => methods.includes(method))
    .map((method) => ({
      method,
      steps: refined[method]() as AsyncGenerator<Refined, void, void>,
      held: undefined as Refined | undefined,
    }))
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

async function slopesOf(score: ReturnType<typeof classScore>, image: Pixels): Promise<Slopes> {
  const images = imageTensor(image)
  try {
    return await inputGradient(score, images)
  } finally {
    images.dispose()
  }
}
