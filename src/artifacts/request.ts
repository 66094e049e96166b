/**
 * What can be asked of the precompute step: one schema per artifact kind, parsed by the writer and the reader.
 *
 * A request holds what the author chose and nothing else. Recipes are code, and the version of the
 * artifact kind, a hash of that code, stands beside the request in the manifest.
 */
import { z } from 'zod'

const model = z.string()
/** A reference as in `conv4/17`, `conv4.pre/17` or `logits/24`. */
const unit = z.string()
const seed = z.int().min(0)

/** One unit's feature visualization: a WebP, and how it scored. */
export const pictureRequest = z.strictObject({ kind: z.literal('picture'), model, unit, seed })

/** Pictures of several units in one WebP, row by row in the order given. */
export const sheetRequest = z.strictObject({
  kind: z.literal('sheet'),
  model,
  units: z.array(unit).min(1),
  seed,
})

/** How one unit of a convolution gets its value on one curve stimulus: the first frame of ConvAnatomy, as JSON. */
export const anatomyRequest = z.strictObject({
  kind: z.literal('anatomy'),
  model,
  /** With its position: `conv4/17@8,8`. */
  unit,
  stimulus: z.strictObject({
    /** Degrees, counter-clockwise, of the curve's outward normal. */
    angle: z.number(),
    /** 1 / radius, per pixel; 0 for a straight line. */
    curvature: z.number(),
    /** Pixels, x to the right and y down, from the centre of the unit's receptive field. */
    x: z.number(),
    y: z.number(),
  }),
})

export const requestSchema = z.discriminatedUnion('kind', [
  pictureRequest,
  sheetRequest,
  anatomyRequest,
])

export type Request = z.infer<typeof requestSchema>
export type RequestKind = Request['kind']
export type RequestOf<K extends RequestKind> = Extract<Request, { kind: K }>

/** The request as text, the same for equal requests whatever the order of their fields. */
export const requestKey = (request: Request): string => JSON.stringify(sorted(request))

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]))
}
