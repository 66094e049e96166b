import * as tf from '@tensorflow/tfjs-core'
import { fieldEdge, fieldOf } from '../../circuits/responses/tuning.ts'
import { movedResponses } from '../../circuits/symmetry/movedResponses.ts'
import { movedWeights } from '../../circuits/symmetry/movedWeights.ts'
import { symmetryNamed } from '../../circuits/symmetry/symmetries.ts'
import { unitFlop } from '../../model/flop.ts'
import type { Model } from '../../model/model.ts'
import { parseUnit, unitPosition } from '../../model/unit.ts'
import { familyNamed } from '../../stimuli/families.ts'
import { draw } from '../../stimuli/family.ts'
import type { Compute, Flop } from '../compute.ts'
import type { Readers } from '../readers.ts'
import type equivariance from './artifact.ts'
import type { EquivarianceData, EquivarianceRequest } from './artifact.ts'

/** Every move that a picture is shown in. @throws Error where the symmetry moves no picture */
function movesOf(symmetry: string): number[] {
  const { moves } = symmetryNamed(symmetry)
  if (moves) return moves
  throw new Error(`no picture can be moved by ${symmetry}`)
}

/** Other pictures to turn. */
const OTHERS: readonly { caption: string; family: string; sample: Record<string, number> }[] = [
  { caption: 'a line', family: 'line', sample: {} },
  { caption: 'a curve', family: 'curve', sample: { curvature: 0.06 } },
  { caption: 'a corner', family: 'corner', sample: {} },
  { caption: 'a grating', family: 'grating', sample: {} },
  { caption: 'high against low frequencies', family: 'frequencyEdge', sample: {} },
  { caption: 'a colour edge', family: 'colourEdge', sample: {} },
  { caption: 'a spiral', family: 'spiral', sample: {} },
]

export interface Computed {
  data: EquivarianceData
  size: number
  /** RGB in 0 … 255, the first stimulus first. */
  pictures: Uint8Array[]
  /** One per member, (H, W, 3), with its height and width. */
  weights: Uint8Array[]
  height: number
  width: number
}

/** A picture by a family, around the circle; the members share a pass. */
export const flop: Flop<typeof equivariance> = ({ symmetry, family }, table) =>
  movesOf(symmetry).length * unitFlop(family.lead, table)

export const compute: Compute<typeof equivariance, Computed> = async (model, requests, _, readers) => {
  const computed: Computed[] = []
  for (const request of requests) computed.push(await computeOne(model, request, readers))
  return computed
}

async function computeOne(model: Model, request: EquivarianceRequest, readers: Readers): Promise<Computed> {
  const { table } = model
  const { height: rows, width: columns } = table.input
  const { layer, members } = readers.family(request.model, request.symmetry, request.family, request.each)
  const movement = request.symmetry
  const units = members.map(({ channel }) => `${layer}/${channel}`)
  const first = parseUnit(units[0], table)
  const { centre } = fieldOf(table, layer, unitPosition(first, table))
  const stimuli = [{ caption: 'the first picture', family: request.stimulus, sample: request.sample }, ...OTHERS]
  const pictures: Uint8Array[] = []
  for (const { family, sample } of stimuli) {
    const frame = { height: rows, width: columns, top: -centre[0], left: -centre[1] }
    const image = tf.tidy(() => draw(familyNamed(family), [sample], frame))
    pictures.push(Uint8Array.from(await image.data(), byteOf))
    image.dispose()
  }
  const moves = movesOf(movement)
  // As the page gets it: in steps of 1/255.
  const image = Float32Array.from(pictures[0], (value) => value / 255)
  const lead = units.indexOf(request.family.lead)
  const responses = await movedResponses(model, { units, image, movement, moves })
  const { weights, cosines, height, width } = await movedWeights(model, { units, lead, movement, moves })
  const short = (values: Float32Array) => Array.from(values, (value) => Math.round(value * 1000) / 1000)
  return {
    data: {
      movement,
      layer,
      members,
      moves,
      responses: responses.map(short),
      cosines: cosines.map(short),
      stimuli: stimuli.map(({ caption }) => caption),
      field: fieldEdge(table, units[0]),
    },
    size: rows,
    pictures,
    weights: weights.map(coloured),
    height,
    width,
  }
}

const byteOf = (value: number): number => Math.round(255 * Math.min(1, Math.max(0, value)))

/** Grey where a weight is zero; the largest of a unit at full colour. */
function coloured(values: Float32Array): Uint8Array {
  const most = values.reduce((max, value) => Math.max(max, Math.abs(value)), 0)
  return Uint8Array.from(values, (value) => byteOf(0.5 + 0.5 * (most && value / most)))
}
