import Activations from './activations/Activations.astro'
import Attribution from './attribution/Attribution.astro'
import CircuitDiagram from './circuitDiagram/CircuitDiagram.astro'
import Claim from './claim/Claim.astro'
import ConvAnatomy from './convAnatomy/ConvAnatomy.astro'
import Equivariance from './equivariance/Equivariance.astro'
import Examples from './examples/Examples.astro'
import Exercise from './exercise/Exercise.astro'
import Facets from './facets/Facets.astro'
import Factors from './factors/Factors.astro'
import FeatureGrid from './featureGrid/FeatureGrid.astro'
import FeatureVis from './featureVis/FeatureVis.astro'
import Filters from './filters/Filters.astro'
import Invariance from './invariance/Invariance.astro'
import HandBuilt from './handBuilt/HandBuilt.astro'
import Kernel from './kernel/Kernel.astro'
import Surgery from './surgery/Surgery.astro'
import Tuning from './tuning/Tuning.astro'
import Universality from './universality/Universality.astro'
import WeightMatrix from './weightMatrix/WeightMatrix.astro'

/** Every figure kind an article may use without importing it, by element name. */
export default {
  Activations,
  Attribution,
  CircuitDiagram,
  Claim,
  ConvAnatomy,
  Examples,
  Exercise,
  Facets,
  Equivariance,
  Factors,
  FeatureGrid,
  FeatureVis,
  Filters,
  Invariance,
  HandBuilt,
  Kernel,
  Surgery,
  Tuning,
  Universality,
  WeightMatrix,
}
