/** A node's attributes, with what they are when the file leaves them out. */
import type { NodeProto, TensorProto } from 'onnx-buf'
import { EXIT, Failure } from '../../failure.ts'
import type { Constant } from '../graph.ts'

export interface Attributes {
  has(name: string): boolean
  float(name: string, otherwise: number): number
  whole(name: string, otherwise: number): number
  wholes(name: string): number[] | undefined
  floats(name: string): number[] | undefined
  text(name: string, otherwise: string): string
  tensor(name: string): Constant | undefined
}

export function attributesOf(node: NodeProto, read: (tensor: TensorProto) => Constant): Attributes {
  const found = new Map(node.attribute.map((each) => [each.name, each]))
  const finite = (name: string, value: number): number => {
    if (Number.isFinite(value)) return value
    throw new Failure(EXIT.input, `${node.opType} (node ${node.name}): ${name} is ${value}`, 'Export the file again.')
  }
  return {
    has: (name) => found.has(name),
    float: (name, otherwise) => finite(name, found.get(name)?.f ?? otherwise),
    whole: (name, otherwise) => Number(found.get(name)?.i ?? otherwise),
    wholes: (name) => found.get(name)?.ints.map(Number),
    floats: (name) => found.get(name)?.floats,
    text: (name, otherwise) => (found.has(name) ? new TextDecoder().decode(found.get(name)!.s) : otherwise),
    tensor(name) {
      const tensor = found.get(name)?.t
      return tensor && read(tensor)
    },
  }
}
