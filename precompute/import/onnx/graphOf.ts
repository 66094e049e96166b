/** An ONNX model as the neutral graph. */
import type { GraphProto, ModelProto, ValueInfoProto } from 'onnx-buf'
import { EXIT, Failure } from '../../failure.ts'
import { LIMITS, type Constant, type Graph, type GraphInput, type GraphNode, type Source } from '../graph.ts'
import { attributesOf } from './attributes.ts'
import { nodesOf } from './operations.ts'
import { constantOf } from './tensor.ts'

/** @throws Failure naming what the file lacks, or has beside what an image network has */
export function graphOf(model: ModelProto, opset: number, source: Source): Graph {
  const graph = model.graph!
  const left = { numbers: LIMITS.numbers }
  const constants = new Map<string, Constant>()
  for (const tensor of graph.initializer) constants.set(tensor.name, constantOf(tensor, source, left))
  if (graph.sparseInitializer.length > 0) throw refuse('sparse weights', 'Export it with dense ones.')
  const nodes: GraphNode[] = []
  const known = new Set(constants.keys())
  if (graph.node.length > LIMITS.nodes) throw refuse(`${graph.node.length} nodes`, `Allowed: ${LIMITS.nodes}.`)
  for (const node of graph.node) {
    const added = (name: string, constant: Constant) => constants.set(name, constant)
    for (const output of node.output) {
      if (output !== '' && known.has(output))
        throw refuse(
          `two nodes that make ${output}`,
          'The file is damaged, or its nodes run in a circle; export it again.',
        )
      known.add(output)
    }
    const attributes = attributesOf(node, (tensor) => constantOf(tensor, source, left))
    nodes.push(...nodesOf(node, attributes, opset, added))
  }
  const custom = new Set(graph.node.map(({ domain }) => domain).filter((domain) => !['', 'ai.onnx'].includes(domain)))
  const producer = [model.producerName, model.producerVersion].filter(Boolean).join(' ')
  return {
    input: inputOf(graph, constants),
    outputs: graph.output.map(({ name }) => name),
    nodes,
    constants,
    says: classNamesOf(model),
    provenance: {
      format: `ONNX, opset ${opset}`,
      producer: producer || null,
      notes: custom.size > 0 ? [`It has operations of ${[...custom].join(', ')}.`] : [],
    },
  }
}

const refuse = (what: string, remedy: string) => new Failure(EXIT.input, `the file has ${what}`, remedy)

/** Class names where a tool left them in the metadata: a list, or an object of numbers and names. */
function classNamesOf(model: ModelProto): Graph['says'] {
  const text = model.metadataProps.find(({ key }) => key === 'names' || key === 'classes')?.value
  if (text === undefined) return {}
  try {
    const found: unknown = JSON.parse(text)
    const list = Array.isArray(found) ? found : Object.values(found as object)
    return list.length > 0 && list.every((name) => typeof name === 'string') ? { classes: list } : {}
  } catch {
    // Some tools write them as Python does, which is no JSON: then the file does not say.
    return {}
  }
}

const lengthsOf = ({ type }: ValueInfoProto): (number | null)[] | undefined => {
  if (type?.value.case !== 'tensorType') return undefined
  return type.value.value.shape?.dim.map(({ value }) => {
    const length = value.case === 'dimValue' ? Number(value.value) : 0
    return length > 0 ? length : null
  })
}

function inputOf(graph: GraphProto, constants: ReadonlyMap<string, Constant>): GraphInput {
  const inputs = graph.input.filter(({ name }) => !constants.has(name))
  const [input, ...others] = inputs
  if (!input || others.length > 0)
    throw refuse(`${inputs.length} inputs (${inputs.map(({ name }) => name).join(', ')})`, 'Allowed: one, the image.')
  const lengths = lengthsOf(input)
  const shown = `input ${input.name} of shape (${lengths?.map((length) => length ?? '?').join(', ') ?? 'not said'})`
  if (!lengths || lengths.length < 2 || lengths.length > 4)
    throw refuse(shown, 'Allowed: images, as in (batch, 3, 224, 224); export with a fixed rank.')
  if (lengths.some((length) => length !== null && length > 2 ** 24)) throw refuse(shown, `Allowed: up to ${LIMITS.side} pixels along a side.`) // prettier-ignore
  const value = input.name
  if (lengths.length === 4) {
    const colours = (length: number | null) => length === 1 || length === 3
    const last = !colours(lengths[1]) && colours(lengths[3])
    if (last) {
      const [, height, width, channels] = lengths
      return { value, axes: ['batch', 'height', 'width', 'channels'], height, width, channels }
    }
    const [, channels, height, width] = lengths
    return { value, axes: ['batch', 'channels', 'height', 'width'], height, width, channels }
  }
  if (lengths.length === 3) return { value, axes: ['batch', 'height', 'width'], height: lengths[1], width: lengths[2], channels: 1 } // prettier-ignore
  return { value, axes: ['batch', ['height', 'width', 'channels']], height: null, width: null, channels: null }
}
