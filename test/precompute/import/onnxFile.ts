/** ONNX files made in a test, by the library that reads them. */
import { create, toBinary } from '@bufbuild/protobuf'
import {
  AttributeProto_AttributeType as Type,
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  TensorProtoSchema,
  TensorShapeProto_DimensionSchema,
  TensorShapeProtoSchema,
  TypeProto_TensorSchema,
  TypeProtoSchema,
  ValueInfoProtoSchema,
  type TensorProto,
} from 'onnx-buf'
import { encodeFloat16 } from '../../../src/model/float16.ts'
import { createRng } from '../../../src/vocabulary/rng.ts'

export type Attribute = number | string | number[] | { float: number } | { floats: number[] } | { tensor: TensorProto }
export type Node = [op: string, inputs: string, output: string, attributes?: Record<string, Attribute>]

export interface File {
  opset?: number
  /** Of the input `x`; null for an open axis. */
  input?: (number | null)[]
  nodes: readonly Node[]
  tensors?: Record<string, TensorProto>
  outputs?: readonly string[]
  /** Of the nodes; their operation and number if not said. */
  names?: readonly string[]
}

/** Weights: seeded noise, scaled so that a layer neither dies nor grows. */
export function noise(name: string, shape: readonly number[], scale = 0.5): TensorProto {
  const count = shape.reduce((a, b) => a * b, 1)
  return floats(shape, createRng(0, 'onnx', name).normals(count).map((value) => value * scale)) // prettier-ignore
}

export const floats = (shape: readonly number[], data: ArrayLike<number>, name = '') =>
  create(TensorProtoSchema, {
    name,
    dims: shape.map(BigInt),
    dataType: 1,
    rawData: new Uint8Array(Float32Array.from(data).buffer),
  })

/** The same numbers in the file's other ways of holding them. */
export const typed = (shape: readonly number[], data: ArrayLike<number>) =>
  create(TensorProtoSchema, { dims: shape.map(BigInt), dataType: 1, floatData: Array.from(data) })

export const halves = (shape: readonly number[], data: ArrayLike<number>) =>
  create(TensorProtoSchema, { dims: shape.map(BigInt), dataType: 10, int32Data: Array.from(data, encodeFloat16) })

export const wholes = (values: readonly number[], scalar = false) =>
  create(TensorProtoSchema, { dims: scalar ? [] : [BigInt(values.length)], dataType: 7, int64Data: values.map(BigInt) })

function attribute(name: string, value: Attribute) {
  if (typeof value === 'number') return create(AttributeProtoSchema, { name, type: Type.INT, i: BigInt(value) })
  if (typeof value === 'string')
    return create(AttributeProtoSchema, { name, type: Type.STRING, s: new TextEncoder().encode(value) })
  if (Array.isArray(value)) return create(AttributeProtoSchema, { name, type: Type.INTS, ints: value.map(BigInt) })
  if ('float' in value) return create(AttributeProtoSchema, { name, type: Type.FLOAT, f: value.float })
  if ('floats' in value) return create(AttributeProtoSchema, { name, type: Type.FLOATS, floats: value.floats })
  return create(AttributeProtoSchema, { name, type: Type.TENSOR, t: value.tensor })
}

const valueInfo = (name: string, shape: readonly (number | null)[] | undefined) =>
  create(ValueInfoProtoSchema, {
    name,
    type: create(TypeProtoSchema, {
      value: {
        case: 'tensorType',
        value: create(TypeProto_TensorSchema, {
          elemType: 1,
          ...(shape && {
            shape: create(TensorShapeProtoSchema, {
              dim: shape.map((length, i) =>
                create(TensorShapeProto_DimensionSchema, {
                  value:
                    length === null
                      ? { case: 'dimParam', value: `d${i}` }
                      : { case: 'dimValue', value: BigInt(length) },
                }),
              ),
            }),
          }),
        }),
      },
    }),
  })

/** The bytes of a model whose input is `x`, and whose output is that of the last node if not said. */
export function onnxFile({
  opset = 13,
  input = [1, 3, 12, 10],
  nodes,
  tensors = {},
  outputs,
  names,
}: File): Uint8Array {
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion: 8n,
      producerName: 'test',
      opsetImport: [create(OperatorSetIdProtoSchema, { domain: '', version: BigInt(opset) })],
      graph: create(GraphProtoSchema, {
        name: 'g',
        input: [valueInfo('x', input)],
        output: (outputs ?? [nodes.at(-1)![2]]).map((name) => valueInfo(name, undefined)),
        initializer: Object.entries(tensors).map(([name, tensor]) => ({ ...tensor, name })),
        node: nodes.map(([opType, inputs, output, attributes = {}], i) =>
          create(NodeProtoSchema, {
            opType,
            name: names?.[i] ?? `${opType}_${i}`,
            input: inputs === '' ? [] : inputs.split(' ').map((each) => (each === '-' ? '' : each)),
            output: output.split(' '),
            attribute: Object.entries(attributes).map(([name, value]) => attribute(name, value)),
          }),
        ),
      }),
    }),
  )
}
