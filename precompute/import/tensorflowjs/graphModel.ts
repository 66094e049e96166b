/** The graph of a TensorFlow.js graph model: its nodes in an order in which each stands after what it reads. */
import { LIMITS, type Constant, type Graph, type GraphInput } from '../graph.ts'
import { GraphBuilder } from '../reading/graphBuilder.ts'
import { fieldsOf, isFields, listOf, numberOf, textOf, type Fields } from '../reading/json.ts'
import { refusal, shown } from '../reading/refusal.ts'
import { unknown, type NodeInPlace } from './graphNode.ts'
import { elementwise } from './operations/elementwise.ts'
import { normalizing } from './operations/normalizing.ts'
import { pooling } from './operations/pooling.ts'
import { shaping } from './operations/shaping.ts'
import { weighing } from './operations/weighing.ts'

const OPERATIONS = new Map(
  [elementwise, normalizing, pooling, shaping, weighing].flatMap((operations) => Object.entries(operations)),
)

/** A node as the file has it. */
interface FileNode {
  op: string
  name: string
  inputs: readonly string[]
  attributes: Fields
}

type Part = Pick<Graph, 'input' | 'outputs' | 'nodes' | 'constants'>

/**
 * @param json a `model.json` whose topology is a graph
 * @throws Failure where the graph contradicts itself
 */
export function graphModel(json: Fields, weights: ReadonlyMap<string, Constant>): Part {
  const topology = fieldsOf(json.modelTopology, 'modelTopology')
  const nodes = readNodes(listOf(topology.node, 'modelTopology.node'))
  const signature = signatureOf(json)
  const input = graphInput([...nodes.values()], signature)
  const outputs = graphOutputs(nodes, signature)
  const graph = new GraphBuilder()
  graph.unique(input.value)
  const values = new Map<string, readonly string[]>([[input.value, [input.value]]])
  for (const output of outputs) emit(graph, output, nodes, weights, values)
  return {
    input,
    outputs: outputs.map((output) => valueOf(output, values)),
    nodes: graph.nodes,
    constants: graph.constants,
  }
}

function readNodes(list: readonly unknown[]): Map<string, FileNode> {
  if (list.length > LIMITS.nodes) throw refusal(`the graph has ${list.length} nodes (at most ${LIMITS.nodes})`)
  const nodes = new Map<string, FileNode>()
  for (const each of list) {
    const fields = fieldsOf(each, 'a node')
    const name = textOf(fields.name, 'the name of a node')
    const inputs = listOf(fields.input ?? [], `the inputs of node ${shown(name)}`)
      .map((input) => textOf(input, `an input of node ${shown(name)}`))
      // What must run before, and gives no value.
      .filter((input) => !input.startsWith('^'))
    if (nodes.has(name)) throw refusal(`two nodes are called ${shown(name)}`)
    const op = textOf(fields.op, `the operation of node ${shown(name)}`)
    nodes.set(name, { op, name, inputs, attributes: fieldsOf(fields.attr ?? {}, `the attributes of ${shown(name)}`) })
  }
  return nodes
}

/** What the file says of its inputs and outputs: new files at the top, older ones among the metadata. */
function signatureOf(json: Fields): Fields {
  const metadata = isFields(json.userDefinedMetadata) ? json.userDefinedMetadata : {}
  for (const signature of [json.signature, metadata.signature])
    if (isFields(signature) && (isFields(signature.inputs) || isFields(signature.outputs))) return signature
  return {}
}

/** `Identity:0` → node `Identity`, its output 0. */
function reference(name: string): { node: string; output: number } {
  const [, node, output] = /^(.*?)(?::(\d+))?$/s.exec(name)!
  return { node: node!, output: Number(output ?? 0) }
}

/** Names of the nodes that a part of the signature speaks of. */
function named(signature: Fields, part: 'inputs' | 'outputs'): string[] {
  const entries = isFields(signature[part]) ? Object.values(signature[part]) : []
  return entries.flatMap((entry) => (isFields(entry) && typeof entry.name === 'string' ? [entry.name] : []))
}

/** The lengths of a shape as TensorFlow writes it; −1 is left open. */
function dimensions(shape: unknown): (number | null)[] | undefined {
  if (!isFields(shape) || !Array.isArray(shape.dim)) return undefined
  return shape.dim.map((dim: unknown) => {
    const size = isFields(dim) && dim.size !== undefined ? numberOf(dim.size, 'an axis of the input') : -1
    if (size > LIMITS.side || !Number.isInteger(size))
      throw refusal(`an axis of the input is ${size} (at most ${LIMITS.side})`)
    return size > 0 ? size : null
  })
}

function graphInput(nodes: readonly FileNode[], signature: Fields): GraphInput {
  const said = named(signature, 'inputs').map((name) => reference(name).node)
  const placeholders = nodes.filter(
    ({ op, name }) => op === 'Placeholder' && (said.length === 0 || said.includes(name)),
  )
  const [placeholder, ...more] = placeholders
  if (!placeholder || more.length > 0)
    throw refusal(
      `the graph takes ${placeholders.length} inputs (one is allowed: an image)`,
      'Convert a model that takes an image alone.',
    )
  const { name, attributes } = placeholder
  const entries = isFields(signature.inputs) ? Object.values(signature.inputs) : []
  const entry = entries.find((each) => isFields(each) && reference(String(each.name)).node === name)
  const own = isFields(attributes.shape) ? attributes.shape.shape : undefined
  const shape = dimensions(isFields(entry) ? entry.tensorShape : undefined) ?? dimensions(own)
  const channelsFirst = nodes.some(({ op, attributes: { data_format: format } }) => {
    const text = isFields(format) && typeof format.s === 'string' ? Buffer.from(format.s, 'base64').toString() : ''
    return op.includes('Conv2D') && text === 'NCHW'
  })
  return { value: name, ...axesOf(shape, channelsFirst) }
}

function axesOf(shape: readonly (number | null)[] | undefined, first: boolean): Omit<GraphInput, 'value'> {
  const at = (axis: number) => shape?.[axis] ?? null
  if (shape?.length === 2)
    return { axes: ['batch', ['height', 'width', 'channels']], height: null, width: null, channels: null }
  if (shape?.length === 3) return { axes: ['batch', 'height', 'width'], height: at(1), width: at(2), channels: 1 }
  if (shape && shape.length !== 4)
    throw refusal(
      `the graph takes ${shape.length} axes, batch included (allowed: 2 to 4)`,
      'Retort shows networks that take pictures.',
    )
  if (first) return { axes: ['batch', 'channels', 'height', 'width'], channels: at(1), height: at(2), width: at(3) }
  return { axes: ['batch', 'height', 'width', 'channels'], height: at(1), width: at(2), channels: at(3) }
}

/** What the signature says, else every node that no other reads. */
function graphOutputs(nodes: ReadonlyMap<string, FileNode>, signature: Fields): string[] {
  const said = named(signature, 'outputs')
  if (said.length > 0) return said
  const read = new Set([...nodes.values()].flatMap(({ inputs }) => inputs.map((input) => reference(input).node)))
  const silent = ['Const', 'Placeholder', 'NoOp']
  const ends = [...nodes.values()].filter(({ name, op }) => !read.has(name) && !silent.includes(op))
  if (ends.length > 0) return ends.map(({ name }) => name)
  throw refusal('the graph puts nothing out: each of its nodes is read by another')
}

/** Emits what an output needs, its inputs first; without recursion, so that no chain is too long. */
function emit(
  graph: GraphBuilder,
  output: string,
  nodes: ReadonlyMap<string, FileNode>,
  weights: ReadonlyMap<string, Constant>,
  values: Map<string, readonly string[]>,
): void {
  const find = (name: string): FileNode => {
    const node = nodes.get(name)
    if (node) return node
    throw refusal(`the graph reads from ${shown(name)}, and has no such node`)
  }
  const constant = (value: string): Constant | undefined => {
    const maker = nodes.get(value)
    if (maker?.op === 'Identity' && maker.inputs[0] !== value) return graph.constants.get(maker.inputs[0] ?? '')
    return graph.constants.get(value)
  }
  const begun = new Set<string>()
  const waiting = [find(reference(output).node)]
  while (waiting.length > 0) {
    const node = waiting.at(-1)!
    if (values.has(node.name)) {
      waiting.pop()
      continue
    }
    const missing = node.inputs.map((each) => reference(each).node).filter((name) => !values.has(name))
    if (missing.length > 0) {
      if (begun.has(node.name)) throw refusal(`node ${shown(node.name)} reads its own output`)
      begun.add(node.name)
      waiting.push(...missing.reverse().map(find))
      continue
    }
    waiting.pop()
    const { op, name, attributes } = node
    const made =
      op === 'Const'
        ? weightOf(graph, name, weights)
        : emitNode({ op, name, attributes, graph, constant }, node, values)
    values.set(name, typeof made === 'string' ? [made] : made)
  }
}

function weightOf(graph: GraphBuilder, name: string, weights: ReadonlyMap<string, Constant>): string {
  const found = weights.get(name)
  if (found) return graph.constant(name, found)
  throw refusal(`the constant ${shown(name)} is not among the weights (there are ${weights.size})`)
}

function emitNode(
  place: NodeInPlace,
  { inputs, op }: FileNode,
  values: ReadonlyMap<string, readonly string[]>,
): string | readonly string[] {
  const operation = OPERATIONS.get(op) ?? unknown
  const given = inputs.map((input) => valueOf(input, values))
  return given.length > 0 ? operation(place, given) : unknown(place, given)
}

function valueOf(name: string, values: ReadonlyMap<string, readonly string[]>): string {
  const { node, output } = reference(name)
  const value = values.get(node)?.[output]
  if (value !== undefined) return value
  throw refusal(`the graph reads output ${output} of node ${shown(node)}, which has no such output here`)
}
