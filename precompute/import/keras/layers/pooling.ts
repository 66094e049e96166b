/** Layers that pool, over windows and over all positions. */
import { layoutOf, pairOf, slideOf, type LayerClass, type LayerClasses, type LayerInPlace } from '../layer.ts'

/** Keras never lets a window hang over the end, but for the padding of `same`. */
const pool = (layer: LayerInPlace) => {
  const { config, name } = layer
  const window = pairOf(config.pool_size ?? 2, `pool_size of ${name}`)
  return { ...slideOf(config, name, config.strides ?? window), window, ceil: false }
}

const whole = (op: 'reduceMean' | 'reduceMax'): LayerClass => ({
  emit: ({ graph, name, config }, [x]) =>
    graph.node(op, name, [x!], {
      axes: layoutOf(config) === 'NCHW' ? [2, 3] : [1, 2],
      keepDims: config.keepdims === true,
    }),
})

export const pooling: LayerClasses = {
  MaxPooling2D: { emit: (layer, [x]) => layer.graph.node('maxPool', layer.name, [x!], pool(layer)) },
  AveragePooling2D: {
    // TensorFlow's mean leaves the padding out.
    emit: (layer, [x]) => layer.graph.node('avgPool', layer.name, [x!], { ...pool(layer), countPadding: false }),
  },
  GlobalAveragePooling2D: whole('reduceMean'),
  GlobalMaxPooling2D: whole('reduceMax'),
}
