/** Layers that are an activation. */
import { activate, activationOf } from '../activation.ts'
import type { LayerClass, LayerClasses, LayerInPlace } from '../layer.ts'

const as = (activation: string, version?: (layer: LayerInPlace) => number): LayerClass => ({
  emit: (layer, [x]) => activate(version ? { ...layer, version: version(layer) } : layer, x!, activation, layer.config),
})

export const activations: LayerClasses = {
  Activation: {
    emit(layer, [x]) {
      const { activation, settings } = activationOf(layer.config.activation)
      return activate(layer, x!, activation, settings)
    },
  },
  ReLU: as('relu'),
  // The layer's default stayed 0.3 when the function's became 0.2.
  LeakyReLU: as('leaky_relu', () => 2),
  ELU: as('elu'),
  Softmax: as('softmax'),
  PReLU: {
    weights: () => ['alpha'],
    emit: ({ graph, name, weight }, [x]) =>
      graph.node('prelu', name, [x!, graph.constant(`${name}/alpha`, weight('alpha'))], {}),
  },
}
