/** How a family responds to a picture that is moved, and how alike its weights are: JSON, the picture, other pictures, and the weights as pictures. */
import { createHash } from 'node:crypto'
import * as tf from '@tensorflow/tfjs-core'
import { foundFamily } from '../../src/artifacts/families.ts'
import type { RequestOf } from '../../src/artifacts/request.ts'
import type { EquivarianceJson } from '../../src/circuits/equivarianceJson.ts'
import { movedResponses } from '../../src/circuits/symmetry/movedResponses.ts'
import { movedWeights } from '../../src/circuits/symmetry/movedWeights.ts'
import { symmetryNamed } from '../../src/circuits/symmetry/symmetries.ts'
import { fieldEdge, fieldOf } from '../../src/circuits/responses/tuning.ts'
import type { Model } from '../../src/model/model.ts'
import { parseUnit, unitPosition } from '../../src/model/unit.ts'
import { familyNamed } from '../../src/stimuli/families.ts'
import { draw } from '../../src/stimuli/family.ts'
import type { Kind } from '../kind.ts'
import { readExploration } from '../readExploration.ts'
import { encodeWebp } from '../webp.ts'

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

interface Computed {
  json: EquivarianceJson
  size: number
  /** RGB in 0 … 255, the first stimulus first. */
  pictures: Uint8Array[]
  /** Of each member, (H, W, 3), with its height and width. */
  weights: Uint8Array[]
  height: number
  width: number
}

const familyOf = ({ model, symmetry, family, each }: RequestOf<'equivariance'>) =>
  foundFamily(readExploration(model), symmetry, family, each)

export const equivariance: Kind<RequestOf<'equivariance'>, Computed> = {
  needs: () => [],
  digest: (request) =>
    createHash('sha256')
      .update(JSON.stringify(familyOf(request)))
      .digest('hex'),

  async compute(model, requests) {
    const computed: Computed[] = []
    for (const request of requests) computed.push(await computeOne(model, request))
    return computed
  },

  async encode({ family }, { json, size, pictures, weights, height, width }) {
    const bad = [...json.responses, ...json.cosines].flat().find((value) => !Number.isFinite(value))
    if (bad !== undefined) throw new Error(`the family of ${family.lead} gave ${bad}`)
    const column = (tiles: readonly Uint8Array[], wide: number, tall: number) =>
      encodeWebp(
        { pixels: Buffer.concat(tiles), width: wide, height: tall * tiles.length },
        { width: wide, height: tall },
      )
    return {
      files: [
        { extension: 'json', bytes: new TextEncoder().encode(`${JSON.stringify(json)}\n`) },
        { extension: 'webp', bytes: await column(pictures.slice(0, 1), size, size) },
        { extension: 'webp', bytes: await column(pictures, size, size) },
        { extension: 'webp', bytes: await column(weights, width, height) },
      ],
      tiles: { width, height, columns: 1, rows: weights.length },
      outcomes: [],
    }
  },
}

async function computeOne(model: Model, request: RequestOf<'equivariance'>): Promise<Computed> {
  const { table } = model
  const { size } = table.input
  const { layer, members } = familyOf(request)
  const movement = request.symmetry
  const units = members.map(({ channel }) => `${layer}/${channel}`)
  const first = parseUnit(units[0]!, table)
  const { centre } = fieldOf(table, layer, unitPosition(first, table))
  const stimuli = [{ caption: 'the first picture', family: request.stimulus, sample: request.sample }, ...OTHERS]
  const pictures: Uint8Array[] = []
  for (const { family, sample } of stimuli) {
    const frame = { height: size, width: size, top: -centre[0], left: -centre[1] }
    const image = tf.tidy(() => draw(familyNamed(family), [sample], frame))
    pictures.push(Uint8Array.from(await image.data(), byte))
    image.dispose()
  }
  const moves = symmetryNamed(movement).moves!
  // As the page gets it: in steps of 1/255.
  const image = Float32Array.from(pictures[0]!, (value) => value / 255)
  const lead = units.indexOf(request.family.lead)
  const responses = await movedResponses(model, { units, image, movement, moves })
  const { weights, cosines, height, width } = await movedWeights(model, { units, lead, movement, moves })
  const short = (values: Float32Array) => Array.from(values, (value) => Math.round(value * 1000) / 1000)
  return {
    json: {
      movement,
      layer,
      members,
      moves,
      responses: responses.map(short),
      cosines: cosines.map(short),
      stimuli: stimuli.map(({ caption }) => caption),
      field: fieldEdge(table, units[0]!),
    },
    size,
    pictures,
    weights: weights.map(coloured),
    height,
    width,
  }
}

const byte = (value: number): number => Math.round(255 * Math.min(1, Math.max(0, value)))

/** Grey where a weight is zero; the largest of a unit at full colour. */
function coloured(values: Float32Array): Uint8Array {
  const most = values.reduce((max, value) => Math.max(max, Math.abs(value)), 0)
  return Uint8Array.from(values, (value) => byte(0.5 + 0.5 * (most && value / most)))
}
