/** Layers of several inputs, and the operations that functional models use on values. */
import { numberOf } from '../../reading/json.ts'
import { activate } from '../activation.ts'
import { numberFrom, unknown, type Emit, type LayerClass, type LayerClasses } from '../layer.ts'

type Binary = 'add' | 'sub' | 'mul' | 'div' | 'min' | 'max'

/** The operation from left to right. */
const folded =
  (op: Binary): Emit =>
  ({ graph, name }, [first, ...others]) =>
    others.reduce((sum, each, i) => {
      const output = i === others.length - 1 ? name : `${name}/${i}`
      return graph.node(op, name, [sum, each], {}, output)
    }, first!)

const merge = (op: Binary): LayerClass => ({ emit: folded(op) })

/** What TensorFlow calls the operations that Keras 2 writes as layers. */
const LAMBDAS: Readonly<Record<string, Binary>> = {
  'math.add': 'add',
  '__operators__.add': 'add',
  'math.subtract': 'sub',
  'math.multiply': 'mul',
  'math.truediv': 'div',
  'math.divide': 'div',
  'math.maximum': 'max',
  'math.minimum': 'min',
}
const LAMBDA_ACTIVATIONS: Readonly<Record<string, string>> = {
  'nn.relu': 'relu',
  'nn.relu6': 'relu6',
  'nn.silu': 'silu',
  'nn.softmax': 'softmax',
  'math.sigmoid': 'sigmoid',
  'math.tanh': 'tanh',
}

export const merging: LayerClasses = {
  Add: merge('add'),
  Subtract: merge('sub'),
  Multiply: merge('mul'),
  Maximum: merge('max'),
  Minimum: merge('min'),
  TrueDivide: merge('div'),
  Divide: merge('div'),
  Average: {
    emit(layer, inputs) {
      const { graph, name } = layer
      const sum = folded('add')({ ...layer, name: `${name}/sum` }, inputs)
      return graph.node('div', name, [sum, graph.real(`${name}/count`, inputs.length)], {})
    },
  },
  Concatenate: {
    emit: ({ graph, name, config }, inputs) =>
      graph.node('concat', name, inputs, { axis: numberFrom(config, 'axis', -1) }),
  },
  TFOpLambda: {
    emit(layer, inputs) {
      const { graph, name, kwargs } = layer
      const lambda = String(layer.config.function)
      const activation = LAMBDA_ACTIVATIONS[lambda]
      if (activation) return activate(layer, inputs[0]!, activation, {})
      const op = LAMBDAS[lambda]
      if (!op) return unknown({ ...layer, className: `tf.${lambda}` }, inputs)
      const both = inputs.length > 1 ? inputs : [...inputs, graph.real(`${name}/y`, numberOf(kwargs.y, `y of ${name}`))]
      return folded(op)(layer, both)
    },
  },
}
