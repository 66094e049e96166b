/** `normalForm(graph, sizes)` → the layers and weights of a layer table, and which of the file's values each layer holds. */
import type { StoredTensor } from '../../../src/model/safetensors.ts'
import { INPUT, parameterName, type Layer } from '../../../src/vocabulary/layerTable.ts'
import type { Extent } from '../../../src/vocabulary/extent.ts'
import { EXIT, Failure } from '../../failure.ts'
import type { Graph } from '../graph.ts'
import { draft, numbersOf, type Draft } from './draft.ts'
import { namesOf, NONLINEAR } from './naming.ts'
import { isNothing, ordered, settled } from './rules.ts'
import { arranged } from './transformer/blocks.ts'
import { STEPS } from './transformer/layerNormalization.ts'
import { turn } from './turning.ts'
import type { View } from './view.ts'

export interface Normal {
  /** As in a layer table, with all fields; the layer that scores is the last, or the last before the softmax. */
  layers: Layer[]
  weights: Map<string, StoredTensor>
  /** What the graph itself makes of its input before the first layer: per channel `scale · value + offset`. */
  entering: { scale: number[]; offset: number[] }
  /** By layer, the file's value that it holds and how that lies in it; where the file has it. */
  origins: Map<string, { value: string; view: View; extent: Extent }>
  /** The layer whose units the classes are, and how many; null where the last layer has positions. */
  scores: { layer: string; units: number } | null
  /** What differs from the file, a sentence each. */
  notes: string[]
}

/**
 * @param extent of the input, every axis known
 * @param classes whether the outputs are scores of classes, so that a softmax belongs at the end
 * @throws Failure for a node that no layer can stand for
 */
export function normalForm(graph: Graph, extent: Extent, classes: boolean, output = graph.outputs[0]): Normal {
  const { held, input } = turn(graph, extent)
  const end = held.get(output)
  if (!end)
    throw new Failure(
      EXIT.input,
      `no output ${output}: no node makes it`,
      `Outputs of the file: ${graph.outputs.join(', ') || 'none'}.`,
    )
  if ('constant' in end || end.value.draft === input)
    throw new Failure(EXIT.input, `output ${output} does not depend on the image`, 'Name another with --output NAME.')
  const notes: string[] = []
  const others = graph.outputs.filter((name) => name !== output)
  if (others.length > 0) notes.push(`Other outputs are left out: ${others.join(', ')}.`)
  let last = end.value.draft
  if (last.op === 'argMax') {
    notes.push('The choice of the largest score at the end is left out.')
    last = last.inputs[0]
  }
  if (last.op === 'logSoftmax') {
    notes.push('The logarithm of the softmax at the end is left out.')
    Object.assign(last, { op: 'softmax', origin: null })
  }
  if (last.op === 'input')
    throw new Failure(EXIT.input, `output ${output} is the image itself`, 'Name another with --output NAME.')
  const settledDrafts = settled([last])
  if (isNothing(last) && last.inputs[0].op !== 'input') {
    last.inputs[0].origin ??= last.origin
    last = last.inputs[0]
  }
  const entering = takeEntering(input, settledDrafts, last)
  let drafts = ordered([last])
  const single = numbersOf(last.extent) === last.extent.channels
  if (classes && single && !softmaxed(last) && !NONLINEAR.has(last.op)) {
    last = draft('softmax', [last])
    drafts = ordered([last])
    notes.push('A softmax is added after the scores that the file puts out.')
  }
  const scoring = last.op === 'softmax' ? last.inputs[0] : last
  const scored = numbersOf(scoring.extent) === scoring.extent.channels
  drafts = arranged(drafts)
  const names = namesOf(drafts, scored ? scoring : undefined)
  const normal: Normal = {
    layers: [],
    weights: new Map(),
    entering,
    origins: new Map(),
    scores: scored ? { layer: names.get(scoring)!, units: scoring.extent.channels } : null,
    notes,
  }
  for (const each of drafts) if (each.op !== 'input') put(normal, each, names)
  return normal
}

const softmaxed = ({ op }: Draft): boolean => op === 'softmax'

/** What is computed of the image for each channel alone, before anything else, says how images enter. */
function takeEntering(input: Draft, drafts: readonly Draft[], last: Draft): Normal['entering'] {
  const readers = drafts.filter(({ inputs }) => inputs.includes(input))
  const { channels } = input.extent
  const [first] = readers
  if (readers.length !== 1 || first.op !== 'affine' || first === last)
    return { scale: new Array<number>(channels).fill(1), offset: new Array<number>(channels).fill(0) }
  for (const draft of drafts) draft.inputs = draft.inputs.map((each) => (each === first ? input : each))
  return { scale: [...first.scale!], offset: [...first.offset!] }
}

/** The draft as a layer, with its weights. */
function put({ layers, weights, origins }: Normal, each: Draft, names: ReadonlyMap<Draft, string>): void {
  const name = names.get(each)!
  const inputs = each.inputs.map((from) => names.get(from) ?? INPUT) as [string, ...string[]]
  const { channels } = each.extent
  let { op, fields, kernel, bias } = each
  if (op === 'affine') {
    op = 'conv'
    fields = { kernel: [1, 1], filters: channels, dilation: 1, groups: channels, stride: [1, 1], padding: [0, 0, 0, 0] }
    kernel = Float32Array.from(each.scale!)
    bias = Float32Array.from(each.offset!)
  }
  const unknown = { clip: 'a clip', erf: 'an error function', argMax: 'a choice of the largest', logSoftmax: 'a logarithm of a softmax', scores: 'a product of two layers', power: 'a power', ...STEPS } // prettier-ignore
  if (Object.hasOwn(unknown, op))
    throw new Failure(
      EXIT.input,
      `no layer is ${unknown[op as keyof typeof unknown]}${each.hint ? ` (node ${each.hint})` : ''}: ${JSON.stringify(fields)}`,
      'Allowed: clips from 0 and between two numbers; GELU as frameworks write it; layer normalization over channels; attention of each head over all tokens; a softmax over classes at the end.',
    )
  layers.push({ name, op, inputs, ...fields })
  if (each.origin) origins.set(name, { ...each.origin, extent: each.extent })
  if (!kernel || !bias) return
  const stem = parameterName(name)
  weights.set(`${stem}/kernel`, { shape: kernelShape(op, fields, kernel.length, channels), data: kernel })
  weights.set(`${stem}/bias`, { shape: [channels], data: bias })
}

function kernelShape(op: string, fields: Draft['fields'], numbers: number, units: number): number[] {
  if (op === 'dense' || op === 'tokens') return [numbers / units, units]
  if (op === 'layerNorm') return [units]
  const [tall, wide] = fields.kernel as [number, number]
  return [tall, wide, numbers / (tall * wide * units), units]
}
