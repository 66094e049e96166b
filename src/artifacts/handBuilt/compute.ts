import { compareNetworks, type Compared } from '../../circuits/edits/compareNetworks.ts'
import { DIRECTIONS, recipeSteps, sketchOf } from '../../vocabulary/curveRecipe.ts'
import { editedModel } from '../../circuits/edits/editedModel.ts'
import { handBuilt as build, handBuiltFamily, learnedSketch } from '../../circuits/edits/handBuilt.ts'
import { transplants } from '../../circuits/edits/transplant.ts'
import { curveBench } from '../../circuits/responses/curveBench.ts'
import { networkFlop, unitFlop } from '../../model/flop.ts'
import { parameterName } from '../../vocabulary/layerTable.ts'
import type { Model } from '../../model/model.ts'
import { parseUnit } from '../../model/unit.ts'
import { ascent, type Ascended } from '../../optvis/ascent.ts'
import { recipe as ascentRecipe } from '../../optvis/recipe.ts'
import type { Compute, Flop, OnStep } from '../compute.ts'
import { significant } from '../../vocabulary/digits.ts'
import type { Readers } from '../readers.ts'
import type handBuilt from './artifact.ts'
import type { HandBuiltData, HandBuiltRequest } from './artifact.ts'

export interface Computed {
  data: HandBuiltData
  last: Ascended
}

/** Pictures that accuracy is measured on: 34 scenes, 10 views of each. */
const EVALUATED = 340

/** The picture, and the pictures through the network and its four edits. */
export const flop: Flop<typeof handBuilt> = ({ unit }, table) =>
  2 * ascentRecipe.steps * unitFlop(unit, table) + 5 * EVALUATED * networkFlop(table)

export const compute: Compute<typeof handBuilt, Computed> = async (model, requests, onStep, readers) => {
  const computed: Computed[] = []
  for (const request of requests) computed.push(await built(model, request, onStep, readers))
  return computed
}

async function built(
  model: Model,
  { unit, family, recipe, threshold, seed }: HandBuiltRequest,
  onStep: OnStep,
  readers: Readers,
): Promise<Computed> {
  const bench = await curveBench(model, unit)
  const { side, stride, inputs } = bench
  const request = { unit, family, sketch: sketchOf(recipe, side, stride), threshold }
  const whole = build(bench, request)
  if (whole.edit.kernel.every((weight) => weight === 0))
    throw new Error(`nothing excites the hand-built ${unit} (lessen its inhibition)`)
  const edited = editedModel(model, [whole.edit])
  let last: Ascended | undefined
  try {
    for await (const step of ascent(edited, { unit, seed })) {
      onStep(step.step, step.steps)
      last = step
    }
  } finally {
    edited.dispose()
  }
  let compared: Compared | undefined
  const edits = transplants(bench, request)
  const scenes = await readers.scenes(model.table)
  for await (const frame of compareNetworks(model, scenes, { edits, seed })) compared = frame
  if (!last || !compared) throw new Error(`hand-built ${unit}: there is no step of the ascent, or no scene`)
  const [ablated, transplanted, familyAblated, familyTransplanted] = compared.comparisons
  const layer = parameterName(parseUnit(unit, model.table).layer)
  const learned = learnedSketch(bench, model.stored.get(`${layer}/kernel`)!, unit, DIRECTIONS)
  const largest = Math.max(...learned.map(Math.abs))
  return {
    data: {
      side,
      stride,
      inputs: inputs.map(({ channel, angle }) => ({ channel, angle: Math.round(angle) })),
      angles: whole.angles,
      curvature: whole.curvature,
      learned: whole.learned.map(short),
      built: whole.built.map(short),
      correlations: recipeSteps({ ...recipe, threshold }).map(({ threshold, ...step }) =>
        short(build(bench, { unit, sketch: sketchOf(step, side, stride), threshold }).correlation),
      ),
      heldOut: short(whole.heldOut),
      learnedSketch: [...learned].map((weight) => Number((weight / largest).toFixed(3))),
      family: handBuiltFamily(bench, request, family).map(({ edit, correlation }) => ({
        unit: edit.unit,
        correlation: short(correlation),
      })),
      score: significant(last.scores![0], 5),
      comparisons: {
        ablated: ablated,
        transplanted: transplanted,
        ...(familyAblated && { familyAblated }),
        ...(familyTransplanted && { familyTransplanted }),
      },
    },
    last,
  }
}

const short = (value: number): number => Number(value.toFixed(3))
