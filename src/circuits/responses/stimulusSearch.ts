/**
 * What excites a unit most among thousands of seeded stimuli, found a batch at a time. Only the pixels
 * and activations that the units depend on, at the centre of their layers, are computed.
 */
import { longerSide, type LayerTable } from '../../vocabulary/layerTable.ts'
import type { Model } from '../../model/model.ts'
import { parseUnit, unitPosition } from '../../model/unit.ts'
import { draw } from '../../stimuli/family.ts'
import { families as known, familyNamed } from '../../stimuli/families.ts'
import { summarizeExamples, type ExampleSummary } from './exampleSummary.ts'
import { batches, familyAt, SEARCHED, seededStimulus, STIMULI } from '../../vocabulary/seededStimuli.ts'
import { fieldEdge, fieldOf, tuning } from './tuning.ts'

export interface StimulusResponses {
  /** The stimuli of this batch, all of one family. */
  indices: number[]
  /** One list per unit, one value per stimulus of the batch. */
  responses: Float32Array[]
}

/** Stimuli in one batch. */
const BATCH = 48

/**
 * Responses of units to the stimuli of a seed, batch by batch.
 * @param units as in `conv4/17`; those of one layer share their pass
 * @throws Error where a unit is unknown
 */
export async function* stimulusResponses(
  model: Model,
  units: readonly string[],
  {
    seed,
    count = STIMULI,
    batch = BATCH,
    families = SEARCHED,
  }: { seed: number; count?: number; batch?: number; families?: readonly string[] },
): AsyncGenerator<StimulusResponses, void, void> {
  const respond = tuning(model, units)
  for (const indices of batches(count, batch, families)) {
    const samples = indices.map((index) => seededStimulus(known, seed, index, families).sample)
    const family = familyNamed(familyAt(indices[0], families))
    yield { indices, responses: await respond(family, samples) }
  }
}

export interface SearchArguments {
  unit: string
  seed: number
  /** All of them when absent. */
  count?: number
  /** Searched among, by name. */
  families?: readonly string[]
}

export interface SearchFrame {
  done: number
  total: number
  /** A summary of all that has been seen, now and then; always in the last frame. */
  summary?: ExampleSummary
}

/** Stimuli of one frame: few, so that a control's call between two does not wait long. */
const STEP = 12
/** The search as a page runs it. */
export async function* stimulusSearch(
  model: Model,
  { unit, seed, count = STIMULI, families = SEARCHED }: SearchArguments,
): AsyncGenerator<SearchFrame, void, void> {
  const values = new Float32Array(count).fill(NaN)
  let [done, told] = [0, 0]
  // Once through all families.
  const round = families.length * STEP
  for await (const { indices, responses } of stimulusResponses(model, [unit], {
    seed,
    count,
    batch: STEP,
    families,
  })) {
    indices.forEach((index, i) => (values[index] = responses[0][i]!))
    done += indices.length
    const tell = done - told >= round || done === count
    if (tell) told = done
    yield {
      done,
      total: count,
      ...(tell && { summary: summarizeExamples(values, (index) => familyAt(index, families)) }),
    }
  }
}

export interface PicturesArguments {
  unit: string
  seed: number
  indices: readonly number[]
  /** Edge of a picture in pixels. */
  size: number
  /** The whole input in place of what the unit sees of it. */
  whole: boolean
  /** That the stimuli are of, by name. */
  families?: readonly string[]
}

/** Pictures of seeded stimuli, RGB in [0, 1], `(B, size, size, 3)`, one after the other. */
export async function seededPictures(
  table: LayerTable,
  { unit: reference, seed, indices, size, whole, families = SEARCHED }: PicturesArguments,
): Promise<Float32Array> {
  const pixels = new Float32Array(indices.length * size * size * 3)
  const edge = whole ? longerSide(table.input) : fieldEdge(table, reference)
  const pixel = edge / size
  const { layer, ...unit } = parseUnit(reference, table)
  const { centre } = fieldOf(table, layer, unitPosition({ layer, ...unit }, table))
  const first = (axis: 0 | 1) => (whole ? -0.5 - centre[axis] : -edge / 2) + pixel / 2
  for (const [place, index] of indices.entries()) {
    const { family, sample } = seededStimulus(known, seed, index, families)
    const image = draw(familyNamed(family), [sample], {
      height: size,
      width: size,
      pixel,
      top: first(0),
      left: first(1),
    })
    pixels.set(await image.data<'float32'>(), place * size * size * 3)
    image.dispose()
  }
  return pixels
}
