/** A curve detector built by hand, beside the learned one and in its place. */
import type { ComparisonJson } from '../../src/artifacts/difference.ts'
import type { HandBuiltJson } from '../../src/artifacts/handBuilt.ts'
import type { RequestOf } from '../../src/artifacts/request.ts'
import { compareNetworks, type Compared } from '../../src/circuits/edits/compareNetworks.ts'
import { curveBench } from '../../src/circuits/responses/curveBench.ts'
import { DIRECTIONS, recipeSteps, sketchOf } from '../../src/vocabulary/curveRecipe.ts'
import { editedModel } from '../../src/circuits/edits/editedModel.ts'
import { handBuilt as build, handBuiltFamily, learnedSketch } from '../../src/circuits/edits/handBuilt.ts'
import { TRANSPLANTS, transplants } from '../../src/circuits/edits/transplant.ts'
import { parameterName } from '../../src/vocabulary/layerTable.ts'
import type { Model } from '../../src/model/model.ts'
import { ascent, type Ascended } from '../../src/optvis/ascent.ts'
import type { Kind } from '../kind.ts'
import { readScenes, scenesDigest } from '../readScenes.ts'
import { encodeWebp } from '../webp.ts'

interface Computed {
  json: HandBuiltJson
  last: Ascended
}

export const handBuilt: Kind<RequestOf<'handBuilt'>, Computed> = {
  needs: () => [],
  digest: scenesDigest,

  async compute(model, requests, onStep) {
    const computed: Computed[] = []
    for (const request of requests) computed.push(await built(model, request, onStep))
    return computed
  },

  async encode({ unit }, { json, last: { images, height, width, steps } }) {
    if (!images.every(Number.isFinite))
      throw new Error(`picture of the hand-built ${unit} came out with a pixel that is no number`)
    const pixels = Uint8Array.from(images, (value) => Math.round(255 * value))
    return {
      files: [
        { extension: 'json', bytes: new TextEncoder().encode(`${JSON.stringify(json)}\n`) },
        { extension: 'webp', bytes: await encodeWebp({ pixels, width, height }) },
      ],
      tiles: { width, height, columns: 1, rows: 1 },
      outcomes: [{ unit, score: json.score, steps, dead: json.score <= 0 }],
    }
  },
}

async function built(
  model: Model,
  { unit, family, recipe, threshold, seed }: RequestOf<'handBuilt'>,
  onStep: (step: number, steps: number) => void,
): Promise<Computed> {
  const bench = await curveBench(model, unit)
  const { side, stride, inputs } = bench
  const request = { unit, family, sketch: sketchOf(recipe, side, stride), threshold }
  const whole = build(bench, request)
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
  for await (const frame of compareNetworks(model, await readScenes(model.table), { edits, seed })) compared = frame
  const layer = parameterName(unit.split('/')[0]!)
  const learned = learnedSketch(bench, model.stored.get(`${layer}/kernel`)!, unit, DIRECTIONS)
  const largest = Math.max(...learned.map(Math.abs))
  return {
    json: {
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
      score: Number(last!.scores![0]!.toPrecision(5)),
      comparisons: Object.fromEntries(
        compared!.comparisons.map((each, i) => [TRANSPLANTS[i]!, each as ComparisonJson]),
      ) as unknown as HandBuiltJson['comparisons'],
    },
    last: last!,
  }
}

const short = (value: number): number => Number(value.toFixed(3))
