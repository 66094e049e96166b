/** What a request costs, counted from the layer table: `(request, table) → FLOP`. */
import type { Request } from '../src/artifacts/request.ts'
import { SEARCHED, STIMULI } from '../src/vocabulary/seededStimuli.ts'
import { dependencyCone, position } from '../src/model/cone.ts'
import { centre, extents, slidingWindow } from '../src/model/geometry.ts'
import type { LayerTable } from '../src/vocabulary/layerTable.ts'
import { parseUnit } from '../src/model/unit.ts'
import { recipe } from '../src/optvis/recipe.ts'
import { parameterShapes } from '../src/model/model.ts'
import { readout } from '../src/model/readout.ts'

/**
 * Floating-point operations: for a picture, the convolutions and products in the unit's dependency cone,
 * forward and back, in every step. Zero where little is computed.
 */
export function cost(request: Request, table: LayerTable): number {
  if (
    request.kind === 'sheet' ||
    request.kind === 'kernels' ||
    request.kind === 'familyMatrix' ||
    request.kind === 'circuit'
  )
    return 0
  // The members share a pass.
  if (request.kind === 'equivariance') return MOVES * unitFlop(request.family.lead, table)
  if (request.kind === 'attribution')
    return ATTRIBUTION_PASSES * request.cells.length * coneFlop(table, readoutOf(table), [0, 0])
  if (request.kind === 'activations') return coneFlop(table, readoutOf(table), [0, 0])
  if (request.kind === 'claim' || request.kind === 'exercise')
    return CLAIM_PASSES * coneFlop(table, readoutOf(table), [0, 0])
  if (request.kind === 'tuning') {
    const stimuli = request.over.count * (request.by?.count ?? 1)
    return request.units.reduce((sum, unit) => sum + stimuli * unitFlop(unit, table), 0)
  }
  // How many images there are is not known.
  if (request.kind === 'datasetExamples') return IMAGES * coneFlop(table, readoutOf(table), [0, 0])
  if (request.kind === 'facets') return 2 * STIMULI * unitFlop(request.unit, table)
  if (request.kind === 'examples') return STIMULI * unitFlop(request.unit, table)
  if (request.kind === 'weights') {
    // Forward and back for each stimulus.
    const stimuli = request.perFamily * SEARCHED.length
    return 3 * stimuli * unitFlop(request.to, table)
  }
  if (request.kind === 'universality') return MATCHING_PASSES * coneFlop(table, readoutOf(table), [0, 0])
  if (request.kind === 'invariance') return HEAD_PASSES * coneFlop(table, readoutOf(table), [0, 0])
  const forward = unitFlop(request.unit, table)
  if (request.kind === 'handBuilt')
    return 2 * recipe.steps * forward + 5 * EVALUATED * coneFlop(table, readoutOf(table), [0, 0])
  if (request.kind === 'surgery')
    return 2 * recipe.steps * forward + 2 * EVALUATED * coneFlop(table, readoutOf(table), [0, 0])
  if (request.kind === 'factors') {
    const mix = unitFlop(`${request.below}/0`, table)
    return 2 * request.count * recipe.steps * mix
  }
  if (request.kind === 'ascent') return 2 * request.steps * forward
  return request.kind === 'picture' ? 2 * recipe.steps * forward : forward
}

/** One forward pass to a unit. */
function unitFlop(reference: string, table: LayerTable): number {
  const unit = parseUnit(reference, table)
  return coneFlop(table, unit.layer, unit.at ?? centre(table, unit.layer))
}

/** Of a data set, by guess: as many as Tiny ImageNet has to validate with. */
const IMAGES = 10_000
/** Of a picture by a family, around the circle. */
const MOVES = 72

/** Through the whole network: the maps in full, and the quick ones at every depth of the sanity check. */
const ATTRIBUTION_PASSES = 1500

/** What a claim or an exercise costs only its code says; this many, with the network's own weights and with others. */
const CLAIM_PASSES = 100
/** Every stimulus through both networks and those of shuffled weights. */
const MATCHING_PASSES = 4500

/** Every head through the network and through those of shuffled weights. */
const HEAD_PASSES = 2200

/** Pictures that accuracy is measured on: 34 scenes, 10 views of each. */
const EVALUATED = 340

const readoutOf = (table: LayerTable): string => readout(table)?.layer ?? table.layers.at(-1)!.name

/** Of one forward pass to one unit of a layer: two per multiplication. */
function coneFlop(table: LayerTable, layer: string, at: [number, number]): number {
  const sizes = extents(table)
  const cone = dependencyCone(table, [{ layer, window: position(...at) }])
  let flop = 0
  for (const each of table.layers) {
    const window = cone.get(each.name)
    if (!window) continue
    const input = sizes.get(each.inputs[0]!)!
    const positions = (window.bottom - window.top) * (window.right - window.left)
    const shapes = parameterShapes(each, input)
    if (shapes) flop += 2 * positions * shapes.kernel.reduce((product, length) => product * length, 1)
    else if (slidingWindow(each)) flop += positions * input.channels
  }
  return flop
}
