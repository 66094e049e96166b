/**
 * `tuning(model, units)(family, samples)` → how strongly each unit responds to each stimulus.
 *
 * Stimuli are placed relative to the centre of the unit's receptive field, and only the pixels and
 * activations that the units depend on are computed.
 */
import * as tf from '@tensorflow/tfjs-core'
import { dependencyCone, position, type Window } from '../../model/cone.ts'
import { forward } from '../../model/forward.ts'
import { isGlobal } from '../../model/operations.ts'
import { receptiveField } from '../../model/geometry.ts'
import { INPUT, layerNamed, longerSide, type LayerTable } from '../../vocabulary/layerTable.ts'
import type { Model } from '../../model/model.ts'
import { parseUnit, unitPosition } from '../../model/unit.ts'
import { familyNamed } from '../../stimuli/families.ts'
import { draw, type Family, type Sample } from '../../stimuli/family.ts'
import { placeless } from '../../vocabulary/network.ts'

/** Stimuli in one pass: enough to keep the kernels busy, few enough to keep the memory small. */
const CHUNK = 48

/** Units that share a layer and a position, and so a pass. */
interface Group {
  layer: string
  /** Index among the units asked for, and channel. */
  members: { index: number; channel: number }[]
  /** Pixels of the input that the units see, and the pixel that they are centred on, as [y, x]. */
  seen: Window
  centre: [number, number]
  window: Window | null
}

/**
 * @param references as in `conv4/17` (the centre of its layer) or `conv4/17@8,8`, also of several layers
 * @returns `(family, samples)` → one list per unit, one value per sample
 * @throws Error where a unit is unknown, and of `draw` where a sample is wrong
 */
export function tuning(model: Model, references: readonly string[]) {
  const groups = groupsOf(model.table, references)
  const run = forward(model)
  return async <K extends string>(family: Family<K>, samples: readonly Sample<K>[]): Promise<Float32Array[]> => {
    const responses = references.map(() => new Float32Array(samples.length))
    for (const { layer, members, seen, centre, window } of groups)
      for (let start = 0; start < samples.length; start += CHUNK) {
        const some = samples.slice(start, start + CHUNK)
        const values = tf.tidy(() => {
          const image: tf.Tensor4D = draw(family, some, {
            height: seen.bottom - seen.top,
            width: seen.right - seen.left,
            top: seen.top - centre[0],
            left: seen.left - centre[1],
          })
          const target = window ? { layer, window } : layer
          const [top, left] = [seen.top, seen.left]
          return run(image, [target], { top, left })[layer]
        })
        const data = await values.data<'float32'>()
        const channels = values.shape.at(-1)!
        values.dispose()
        for (let i = 0; i < some.length; i++)
          for (const { index, channel } of members) responses[index][start + i] = data[i * channels + channel]!
      }
    return responses
  }
}

function groupsOf(table: LayerTable, references: readonly string[]): Group[] {
  const groups = new Map<string, Group>()
  references.forEach((reference, index) => {
    const unit = parseUnit(reference, table)
    const at = unitPosition(unit, table)
    const key = `${unit.layer}@${at.join()}`
    const group = groups.get(key) ?? { ...fieldOf(table, unit.layer, at), layer: unit.layer, members: [] }
    group.members.push({ index, channel: unit.channel })
    groups.set(key, group)
  })
  return [...groups.values()]
}

/** What a unit sees, and where its stimuli stand; those of a unit that sees everything, in the middle pixel. */
export function fieldOf(
  table: LayerTable,
  layer: string,
  [row, column]: readonly [number, number],
): Pick<Group, 'seen' | 'centre' | 'window'> {
  const { stride, offset } = receptiveField(table, layer)
  const { height, width } = table.input
  const whole = placeless({ stride }) || isGlobal(layerNamed(table, layer))
  const window = whole ? null : position(row, column)
  return {
    seen: dependencyCone(table, [window ? { layer, window } : layer]).get(INPUT)!,
    centre: whole
      ? [Math.floor(height / 2), Math.floor(width / 2)]
      : [offset[0] + stride[0] * row, offset[1] + stride[1] * column],
    window,
  }
}

export interface TuningArguments {
  units: readonly string[]
  /** As in `families`. */
  family: string
  samples: readonly Record<string, number>[]
}

/** `tuning` for a call from elsewhere: one list per unit. */
export const responsesOf = (model: Model, { units, family, samples }: TuningArguments) =>
  tuning(model, units)(familyNamed(family), samples)

export interface StimuliArguments extends Omit<TuningArguments, 'units'> {
  unit: string
  /** Edge of a picture in pixels. */
  size: number
}

/** What a unit sees of stimuli: RGB in [0, 1], `(B, size, size, 3)`. */
export async function stimulusPictures(
  table: LayerTable,
  { unit, family, samples, size }: StimuliArguments,
): Promise<Float32Array> {
  const image = drawField(table, unit, familyNamed(family), samples, size)
  const values = await image.data<'float32'>()
  image.dispose()
  return values
}

/**
 * Pictures `(B, size, size, 3)` of what a unit sees, as far as it lies in a square about its centre no
 * larger than the network's input.
 */
export function drawField<K extends string>(
  table: LayerTable,
  reference: string,
  family: Family<K>,
  samples: readonly Sample<K>[],
  size: number,
): tf.Tensor4D {
  const edge = fieldEdge(table, reference)
  const pixel = edge / size
  const first = -edge / 2 + pixel / 2
  return draw(family, samples, { height: size, width: size, pixel, top: first, left: first })
}

/** Pixels: the edge of the square that a unit's stimuli are shown in. */
export function fieldEdge(table: LayerTable, reference: string): number {
  const { layer } = parseUnit(reference, table)
  const { size, stride } = receptiveField(table, layer)
  const side = longerSide(table.input)
  return placeless({ stride }) ? side : Math.min(side, Math.max(...size))
}
