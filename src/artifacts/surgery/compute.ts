import { classify } from '../../attribution/classify.ts'
import { compareNetworks, type Compared } from '../../circuits/edits/compareNetworks.ts'
import { parseEdits } from '../../vocabulary/edit.ts'
import { editedModel } from '../../circuits/edits/editedModel.ts'
import { strongestInputs } from '../../circuits/kernels/strongestInputs.ts'
import { networkFlop, unitFlop } from '../../model/flop.ts'
import type { Model } from '../../model/model.ts'
import { ascent, type Ascended } from '../../optvis/ascent.ts'
import { recipe } from '../../optvis/recipe.ts'
import type { Compute, Flop, OnStep } from '../compute.ts'
import { significant } from '../../vocabulary/digits.ts'
import type { Readers } from '../readers.ts'
import type surgery from './artifact.ts'
import type { SurgeryData, SurgeryRequest } from './artifact.ts'

/** How many of the likeliest classes are shown of each network. */
const GUESSES = 5
const INPUTS = 6
/** Pictures that accuracy is measured on: 34 scenes, 10 views of each. */
const EVALUATED = 340

export interface Computed {
  data: SurgeryData
  last: Ascended
  image: Uint8Array
}

/** The picture, and the pictures through the network and its edit. */
export const flop: Flop<typeof surgery> = ({ unit }, table) =>
  2 * recipe.steps * unitFlop(unit, table) + 2 * EVALUATED * networkFlop(table)

export const compute: Compute<typeof surgery, Computed> = async (model, requests, onStep, readers) => {
  const computed: Computed[] = []
  for (const request of requests) computed.push(await operated(model, request, onStep, readers))
  return computed
}

async function operated(
  model: Model,
  { unit, edits: text, image: name, seed }: SurgeryRequest,
  onStep: OnStep,
  readers: Readers,
): Promise<Computed> {
  const edits = parseEdits(text)
  const { height, width } = model.table.input
  const image = await readers.picture(name, height, width)
  const values = Float32Array.from(image, (value) => value / 255)
  const pixels = { height, width, values }
  const edited = editedModel(model, edits)
  try {
    const all = model.table.classes.length
    const before = await classify(model, pixels, all)
    const after = await classify(edited, pixels, all)
    const shown = new Set([...before.slice(0, GUESSES), ...after.slice(0, GUESSES)].map(({ index }) => index))
    const probability = (guesses: typeof before, index: number) =>
      Number(guesses.find((guess) => guess.index === index)!.probability.toFixed(4))
    let last: Ascended | undefined
    for await (const step of ascent(edited, { unit, seed })) {
      onStep(step.step, step.steps)
      last = step
    }
    let compared: Compared | undefined
    const scenes = await readers.scenes(model.table)
    for await (const frame of compareNetworks(model, scenes, { edits: [edits], seed })) compared = frame
    const comparison = compared?.comparisons[0]
    if (!last || !comparison) throw new Error(`surgery of ${unit}: there is no step of the ascent, or no scene`)
    return {
      data: {
        guesses: [...shown]
          .map((index) => ({ index, before: probability(before, index), after: probability(after, index) }))
          .sort((a, b) => b.before - a.before),
        score: significant(last.scores![0], 5),
        inputs: strongestInputs(model, unit, INPUTS).map(({ from, norm, sum }) => ({
          from,
          norm: significant(norm, 4),
          sum: significant(sum, 4),
        })),
        comparison,
      },
      last,
      image,
    }
  } finally {
    edited.dispose()
  }
}
