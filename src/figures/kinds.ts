import Attribution from './attribution/Attribution.astro'
import ConvAnatomy from './conv-anatomy/ConvAnatomy.astro'
import FeatureGrid from './feature-grid/FeatureGrid.astro'

/** Every figure kind an article may use without importing it, by element name. */
export default { Attribution, ConvAnatomy, FeatureGrid }
