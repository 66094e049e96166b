/** Two mirrored chains of units and the one that joins them, beside what chance gives; and the head that is turned. */
import { bestScore, measureChains, unionCircuits, type Chains } from '../../circuits/graph/unionCircuits.ts'
import { layerKernels } from '../../circuits/kernels/layerKernels.ts'
import { stimulusMeans } from '../../circuits/responses/meanResponses.ts'
import { chainsOf, drivesOf, shuffledDrives, sidesOfLayers } from '../../circuits/symmetry/invariance.ts'
import { mirroredHeads, mirroredLikeness } from '../../circuits/symmetry/mirroredHeads.ts'
import { networkFlop } from '../../model/flop.ts'
import type { Model } from '../../model/model.ts'
import { createRng } from '../../vocabulary/rng.ts'
import { shuffled } from '../../model/shuffled.ts'
import { draw } from '../../stimuli/family.ts'
import head from '../../stimuli/families/head.ts'
import type { Compute, Flop } from '../compute.ts'
import { shortened, significant } from '../../vocabulary/digits.ts'
import { encodeGrid } from '../../vocabulary/grid.ts'
import type invariance from './artifact.ts'
import type { InvarianceData, InvarianceRequest } from './artifact.ts'
import { longerSide } from '../../vocabulary/layerTable.ts'

/** Heads, each in nine poses and mirrored. */
const HEADS = 24
const SEED = 0
/** Networks of shuffled weights, and shuffled kernels under the same responses. */
const NETWORKS = 4
const DRAWS = 100

/** Poses of the turn, from left to right, and how many of them are pictured. */
const TURN = Array.from({ length: 41 }, (_, i) => (i - 20) / 20)
const PICTURED = 9
/** Pixels of one head. */
const TILE = 64

export interface Computed {
  data: InvarianceData
  /** Pixels of a side. */
  tile: number
  /** RGB in [0, 1], `(count, tile, tile, 3)`. */
  heads: Float32Array
}

/** Every head through the network and through those of shuffled weights. */
const PASSES = 2200

export const flop: Flop<typeof invariance> = (_, table) => PASSES * networkFlop(table)

export const compute: Compute<typeof invariance, Computed> = async (model, requests) => {
  const found: Computed[] = []
  for (const request of requests)
    found.push({ data: await measure(model, request), tile: TILE, heads: await picturesOf(model, request) })
  return found
}

/** Some heads of the turn, over the whole picture. */
async function picturesOf({ table }: Model, { sample }: InvarianceRequest): Promise<Float32Array> {
  const step = (TURN.length - 1) / (PICTURED - 1)
  const samples = Array.from({ length: PICTURED }, (_, i) => ({ ...sample, pose: TURN[i * step] }))
  const pixel = longerSide(table.input) / TILE
  const first = -longerSide(table.input) / 2 + pixel / 2
  const image = draw(head, samples, { height: TILE, width: TILE, pixel, top: first, left: first })
  const values = await image.data<'float32'>()
  image.dispose()
  return values
}

async function measure(model: Model, units: InvarianceRequest): Promise<InvarianceData> {
  const { layers: names, chains } = chainsOf(model.table, units)
  const { lower, upper, union } = chains
  const heads = mirroredHeads(HEADS, SEED)
  const layers = await sidesOfLayers(model, names, heads)
  const drives = drivesOf(model, names)
  const measured = measureChains(chains, layers, drives)
  const all = unionCircuits(layers, drives)
  const same = (each: Chains) =>
    each.union === union &&
    each.lower.left === lower.left &&
    each.lower.right === lower.right &&
    each.upper.left === upper.left &&
    each.upper.right === upper.right
  const place = all.findIndex(same)
  if (place < 0)
    throw new Error(
      `no union over cases: ${[...units.left, ...units.right, units.union].join(', ')} (the left units must prefer heads that look left, the right ones right, each exciting the next more than the other chain does${all[0] ? `; the clearest case is ${Object.values(named(all[0])).flat().join(', ')}` : ''})`,
    )

  let ofNetworks = 0
  for (let seed = 0; seed < NETWORKS; seed++) {
    const other = shuffled(model, seed)
    const responses = await sidesOfLayers(other, names, heads)
    ofNetworks = Math.max(ofNetworks, bestScore(responses, drivesOf(other, names)))
    other.dispose()
  }
  let ofDraws = 0
  for (let draw = 0; draw < DRAWS; draw++) {
    const rng = createRng(SEED, 'kernels', draw)
    ofDraws = Math.max(ofDraws, bestScore(layers, shuffledDrives(model, names, rng)))
  }

  const members = [
    [layers.lower, lower.left],
    [layers.lower, lower.right],
    [layers.upper, upper.left],
    [layers.upper, upper.right],
    [layers.union, union],
  ] as const
  const poses = [...new Set(heads.map(({ pose }) => pose))].sort((a, b) => a - b)
  const meanOf = (values: ArrayLike<number>, wanted: (pose: number) => boolean) => {
    const some = heads.flatMap(({ pose }, i) => (wanted(pose) ? [values[i]] : []))
    return short(some.reduce((sum, value) => sum + value, 0) / some.length)
  }
  const kernel = (from: number, layer: string, to: number) => encodeGrid(layerKernels(model, layer)!(to, from))
  const likeness = ({ responses }: typeof layers.lower, pair: Chains['lower']) =>
    short(mirroredLikeness(responses[pair.left], responses[pair.right]))

  const turned = TURN.map((pose) => ({ ...units.sample, pose }))
  const curves = await stimulusMeans(model, {
    units: [units.left[0], units.right[0], units.left[1], units.right[1], units.union],
    family: 'head',
    samples: turned,
  })
  return {
    turn: TURN,
    curves: curves.map((values) => Array.from(values, short)),
    poses,
    means: members.map(([{ responses }, channel]) =>
      poses.map((pose) => meanOf(responses[channel], (each) => each === pose)),
    ),
    heads: HEADS,
    preferences: members.map(([{ sides }, channel]) => short(sides[channel].preference)),
    likenesses: [likeness(layers.lower, lower), likeness(layers.upper, upper)],
    measured: shortened(measured, 4),
    rank: place + 1,
    candidates: all.length,
    best: named(all[0]),
    chance: { networks: NETWORKS, ofNetworks: short(ofNetworks), draws: DRAWS, ofDraws: short(ofDraws) },
    kernels: [
      kernel(lower.left, names.upper, upper.left),
      kernel(lower.right, names.upper, upper.right),
      kernel(lower.left, names.upper, upper.right),
      kernel(lower.right, names.upper, upper.left),
      kernel(upper.left, names.union, union),
      kernel(upper.right, names.union, union),
    ],
  }

  function named({ lower, upper, union }: Chains): InvarianceData['best'] {
    return {
      left: [`${names.lower}/${lower.left}`, `${names.upper}/${upper.left}`],
      right: [`${names.lower}/${lower.right}`, `${names.upper}/${upper.right}`],
      union: `${names.union}/${union}`,
    }
  }
}

const short = (value: number): number => significant(value, 4)
