/** Every artifact kind. */
import type { RequestKind } from '../src/artifacts/request.ts'
import type { Kind } from './kind.ts'
import { activations } from './kinds/activations.ts'
import { anatomy } from './kinds/anatomy.ts'
import { ascent } from './kinds/ascent.ts'
import { attribution } from './kinds/attribution.ts'
import { datasetExamples } from './kinds/datasetExamples.ts'
import { examples } from './kinds/examples.ts'
import { claim } from './kinds/claim.ts'
import { exercise } from './kinds/exercise.ts'
import { facets } from './kinds/facets.ts'
import { equivariance } from './kinds/equivariance.ts'
import { factors } from './kinds/factors.ts'
import { familyMatrix } from './kinds/familyMatrix.ts'
import { circuit } from './kinds/circuit.ts'
import { invariance } from './kinds/invariance.ts'
import { handBuilt } from './kinds/handBuilt.ts'
import { kernels } from './kinds/kernels.ts'
import { picture } from './kinds/picture.ts'
import { sheet } from './kinds/sheet.ts'
import { surgery } from './kinds/surgery.ts'
import { tuning } from './kinds/tuning.ts'
import { weights } from './kinds/weights.ts'
import { universality } from './kinds/universality.ts'

/** Each kind takes the requests of its own name, and what its own `compute` returned. */
export type Kinds = Record<RequestKind, Kind>

export const kinds: Kinds = {
  activations,
  anatomy,
  ascent,
  attribution,
  circuit,
  examples,
  claim,
  exercise,
  datasetExamples,
  facets,
  equivariance,
  factors,
  familyMatrix,
  invariance,
  handBuilt,
  kernels,
  picture,
  sheet,
  surgery,
  tuning,
  universality,
  weights,
}
