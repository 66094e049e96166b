/**
 * What the worker can compute: `(model, arguments) => result`, by name.
 *
 * A call is one pass that ends by itself. Work in many steps (optimization, path integrals) is three
 * calls, start, next and stop, so that a control's call comes between two steps.
 */
import { classify, type Guess } from '../attribution/classify.ts'
import { mosaic } from '../attribution/mosaic.ts'
import type { Pixels } from '../model/pixels.ts'
import { familyMatrix, type FamilyMatrix, type FamilyMatrixRequest } from '../circuits/kernels/familyMatrix.ts'
import { circuit, type Circuit, type CircuitRequest } from '../circuits/graph/circuit.ts'
import type { Edit } from '../vocabulary/edit.ts'
import { editedModel } from '../circuits/edits/editedModel.ts'
import { handBuilt, type HandBuilt, type HandBuiltRequest } from '../circuits/edits/handBuilt.ts'
import { kernels, type Kernel, type KernelRequest } from '../circuits/kernels/kernels.ts'
import type { Example } from '../circuits/responses/exampleSummary.ts'
import { seededPictures, type PicturesArguments } from '../circuits/responses/stimulusSearch.ts'
import { takeApart, type Apart } from '../circuits/parts/takeApart.ts'
import {
  mirroredMeans,
  stimulusMeans,
  type MeanResponsesArguments,
  type MirroredArguments,
} from '../circuits/responses/meanResponses.ts'
import { sameStimuliMeans, type SameStimuliArguments } from '../circuits/responses/sameStimuli.ts'
import {
  responsesOf,
  stimulusPictures,
  type StimuliArguments,
  type TuningArguments,
} from '../circuits/responses/tuning.ts'
import { strongestInputs, type StrongInput } from '../circuits/kernels/strongestInputs.ts'
import { curveAnatomy, type CurveAnatomy, type CurveStimulus } from '../circuits/graph/curveAnatomy.ts'
import { weightsBetween, type Weights, type WeightsRequest } from '../circuits/linear/weightsBetween.ts'
import { movedResponses, type MovedRequest } from '../circuits/symmetry/movedResponses.ts'
import { movedWeights, type MovedWeights, type MovedWeightsRequest } from '../circuits/symmetry/movedWeights.ts'
import { layerActivations, type LayerActivations } from '../model/layerActivations.ts'
import type { Model } from '../model/model.ts'
import { measureClaim, type ClaimArguments } from './claims.ts'
import { answerExercise, type ExerciseArguments } from './exercises.ts'
import { benchOf } from './benches.ts'
import { next, start, stop } from './runs.ts'

export interface AnatomyArguments {
  /** With its position: `conv4/17@8,8`. */
  unit: string
  stimulus: CurveStimulus
  /** Input channels to take apart in full; the strongest when absent. */
  channels?: readonly number[]
}

export interface ActivationsArguments {
  layer: string
  /** RGB in [0, 1], `(H, W, C)`, of the network's own size. */
  image: Float32Array
}

export interface ApartArguments {
  unit: string
  /** Of the stimuli. */
  seed: number
  /** The strongest first. */
  examples: readonly Example[]
  /** How many groups. */
  facets: number
}

export const calls = {
  activations: (model: Model, given: ActivationsArguments): Promise<LayerActivations> => layerActivations(model, given),
  anatomy: (model: Model, { unit, stimulus, channels }: AnatomyArguments): Promise<CurveAnatomy> =>
    curveAnatomy(model, unit, stimulus, { channels }),
  circuit: (model: Model, given: CircuitRequest): Promise<Circuit> => circuit(model, given),
  /** What the network takes pictures for that stand side by side. */
  classify: (model: Model, { cells }: { cells: readonly Pixels[] }): Promise<Guess[]> => classify(model, mosaic(cells)),
  /** The weights between two families of units, and the pattern in them that moves. */
  familyMatrix: (model: Model, given: FamilyMatrixRequest): Promise<FamilyMatrix> =>
    Promise.resolve(familyMatrix(model, given)),
  /** Every class, from the first guess of an edited network to its last. */
  classifyEdited: async (
    model: Model,
    { edits, image }: { edits: readonly Edit[]; image: Pixels },
  ): Promise<Guess[]> => {
    const edited = editedModel(model, edits)
    try {
      return await classify(edited, image, model.table.classes.length)
    } finally {
      edited.dispose()
    }
  },
  /** A hand-built unit beside the learned one, on curves. */
  handBuilt: async (model: Model, given: HandBuiltRequest): Promise<HandBuilt> =>
    handBuilt(await benchOf(model, given.unit), given),
  kernels: (model: Model, given: KernelRequest): Promise<Kernel[]> => Promise.resolve(kernels(model, given)),
  /** Units on a picture that is turned, mirrored or coloured anew. */
  movedResponses: (model: Model, given: MovedRequest): Promise<Float32Array[]> => movedResponses(model, given),
  /** Weights of a unit, moved in the same ways, against those of others. */
  movedWeights: (model: Model, given: MovedWeightsRequest): Promise<MovedWeights> => movedWeights(model, given),
  /** Pictures of stimuli known by a seed and an index. */
  seededPictures: (model: Model, given: PicturesArguments): Promise<Float32Array> => seededPictures(model.table, given),
  /** The answer to what an article asks, computed again. */
  answerExercise: (model: Model, given: ExerciseArguments): Promise<number | number[]> => answerExercise(model, given),
  /** What an article says about a network, measured again. */
  measureClaim: (model: Model, given: ClaimArguments): Promise<number> => measureClaim(model, given),
  /** Responses averaged over all positions: to stimuli, and to a picture and its mirror image. */
  means: (model: Model, given: MeanResponsesArguments): Promise<Float32Array[]> => stimulusMeans(model, given),
  mirrored: (model: Model, given: MirroredArguments): Promise<[number, number][]> => mirroredMeans(model, given),
  /** The same for stimuli that every network sees alike, whatever its size. */
  sameMeans: (model: Model, given: SameStimuliArguments): Promise<Float32Array[]> => sameStimuliMeans(model, given),
  /** Pictures of what a unit sees of some stimuli, one after the other. */
  stimuli: (model: Model, given: StimuliArguments): Promise<Float32Array> => stimulusPictures(model.table, given),
  strongestInputs: (model: Model, { unit, count }: { unit: string; count: number }): Promise<StrongInput[]> =>
    Promise.resolve(strongestInputs(model, unit, count)),
  /** The stimuli that excite a unit most, grouped by the layer below. */
  takeApart: (model: Model, given: ApartArguments): Promise<Apart> =>
    takeApart(model, given.unit, given.seed, given.examples, { facets: given.facets }),
  tuning: (model: Model, given: TuningArguments): Promise<Float32Array[]> => responsesOf(model, given),
  weights: (model: Model, given: WeightsRequest): Promise<Weights> => weightsBetween(model, given),
  start,
  next,
  stop,
}

export type CallName = keyof typeof calls
export type Arguments<N extends CallName> = Parameters<(typeof calls)[N]>[1]
export type Result<N extends CallName> = Awaited<ReturnType<(typeof calls)[N]>>
