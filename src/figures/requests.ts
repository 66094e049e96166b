/** What each figure kind asks of the precompute step, by element name. */
import type { Request } from '../artifacts/request.ts'
import type { LayerTable } from '../vocabulary/layerTable.ts'
import { activationsRequests } from './activations/request.ts'
import { attributionRequests } from './attribution/request.ts'
import { circuitRequests } from './circuitDiagram/request.ts'
import { claimRequests } from './claim/request.ts'
import { convAnatomyRequests } from './convAnatomy/request.ts'
import { examplesRequests } from './examples/request.ts'
import { exerciseRequests } from './exercise/request.ts'
import { facetsRequests } from './facets/request.ts'
import { equivarianceRequests } from './equivariance/request.ts'
import { factorsRequests } from './factors/request.ts'
import { featureGridRequests } from './featureGrid/request.ts'
import { featureVisRequests } from './featureVis/request.ts'
import { filtersRequests } from './filters/request.ts'
import { invarianceRequests } from './invariance/request.ts'
import { handBuiltRequests } from './handBuilt/request.ts'
import { kernelRequests } from './kernel/request.ts'
import { surgeryRequests } from './surgery/request.ts'
import { tuningRequests } from './tuning/request.ts'
import { universalityRequests } from './universality/request.ts'
import { weightMatrixRequests } from './weightMatrix/request.ts'

/**
 * `(props as written in the article, how to find a network's layer table, the article's slug) → requests`.
 * The page calls it with the same props and looks the artifacts up.
 * @throws Error with the offending prop and what was allowed
 */
export type FigureRequests = (
  props: Record<string, unknown>,
  tableOf: (model: string) => LayerTable,
  article?: string,
  models?: readonly string[],
) => Request[]

export const figureRequests: Record<string, FigureRequests> = {
  Activations: activationsRequests,
  Attribution: attributionRequests,
  CircuitDiagram: circuitRequests,
  Claim: claimRequests,
  ConvAnatomy: convAnatomyRequests,
  Examples: examplesRequests,
  Exercise: exerciseRequests,
  Facets: facetsRequests,
  Equivariance: equivarianceRequests,
  Factors: factorsRequests,
  FeatureGrid: featureGridRequests,
  FeatureVis: featureVisRequests,
  Filters: filtersRequests,
  Invariance: invarianceRequests,
  HandBuilt: handBuiltRequests,
  Kernel: kernelRequests,
  Surgery: surgeryRequests,
  Tuning: tuningRequests,
  Universality: universalityRequests,
  WeightMatrix: weightMatrixRequests,
}
