/** Everything a layer says about one picture. */
export { layerActivations as activations } from '../../model/layerActivations.ts'
