/** A node of a TensorFlow.js graph model as the files of `operations/` see it. */
import type { Constant, Layout, WindowPadding } from '../graph.ts'
import type { GraphBuilder } from '../reading/graphBuilder.ts'
import { isFields, listOf, numberOf, textOf, type Fields } from '../reading/json.ts'
import { refusal, shown } from '../reading/refusal.ts'

export interface NodeInPlace {
  op: string
  name: string
  attributes: Fields
  graph: GraphBuilder
  /** The numbers of an input that is a constant; undefined for one that is computed. */
  constant(input: string): Constant | undefined
}

/** Emits the node's operations; returns the values that it puts out, the first of which is called as the node. */
export type Emit = (node: NodeInPlace, inputs: readonly string[]) => string | readonly string[]

export type Operations = Readonly<Record<string, Emit>>

/** What an attribute holds: `{"i": "3"}` → `"3"`. */
function held({ attributes }: NodeInPlace, key: string, kind: string): unknown {
  const attribute = attributes[key]
  return isFields(attribute) ? attribute[kind] : undefined
}

export function numberAt(node: NodeInPlace, key: string, kind: 'i' | 'f', fallback: number): number {
  const value = held(node, key, kind)
  return value === undefined ? fallback : numberOf(value, `${key} of ${shown(node.name)}`)
}

export const flagAt = (node: NodeInPlace, key: string): boolean => held(node, key, 'b') === true

export const typeAt = (node: NodeInPlace, key: string): unknown => held(node, key, 'type')

/** Text is kept in base64, or as codes of characters. */
function decoded(value: unknown, what: string): string {
  if (Array.isArray(value)) return String.fromCharCode(...value.map((each) => numberOf(each, what)))
  return Buffer.from(textOf(value, what), 'base64').toString('latin1')
}

export function textAt(node: NodeInPlace, key: string, fallback: string): string {
  const value = held(node, key, 's')
  return value === undefined ? fallback : decoded(value, `${key} of ${shown(node.name)}`)
}

function list(node: NodeInPlace, key: string, kind: 'i' | 's'): readonly unknown[] {
  const entries = held(node, key, 'list')
  const values = isFields(entries) ? entries[kind] : undefined
  return values === undefined ? [] : listOf(values, `${key} of ${shown(node.name)}`)
}

export const textsAt = (node: NodeInPlace, key: string): string[] =>
  list(node, key, 's').map((each) => decoded(each, key))

export const numbersAt = (node: NodeInPlace, key: string): number[] =>
  list(node, key, 'i').map((each) => numberOf(each, `${key} of ${shown(node.name)}`))

export const layoutAt = (node: NodeInPlace): Layout =>
  textAt(node, 'data_format', 'NHWC') === 'NCHW' ? 'NCHW' : 'NHWC'

/** Height and width of a list of four numbers, one an axis; 1 and 1 where it is absent. */
export function spatial(node: NodeInPlace, key: string): readonly [number, number] {
  const four = numbersAt(node, key)
  if (four.length === 0) return [1, 1]
  if (four.length !== 4)
    throw refusal(`${key} of ${shown(node.name)} is [${four.join(', ')}] (four numbers are wanted)`)
  return layoutAt(node) === 'NCHW' ? [four[2]!, four[3]!] : [four[1]!, four[2]!]
}

/** @throws Failure for a padding that is none of TensorFlow's */
export function paddingAt(node: NodeInPlace): WindowPadding {
  const padding = textAt(node, 'padding', 'VALID')
  if (padding === 'VALID') return 'valid'
  if (padding === 'SAME') return 'same-upper'
  const pairs = numbersAt(node, 'explicit_paddings')
  if (padding !== 'EXPLICIT' || pairs.length !== 8)
    throw refusal(`padding of ${shown(node.name)} is ${shown(padding)} (allowed: VALID, SAME, EXPLICIT with 8 numbers)`)
  const from = layoutAt(node) === 'NCHW' ? 4 : 2
  const [top, bottom, left, right] = pairs.slice(from, from + 4) as [number, number, number, number]
  return [top, bottom, left, right]
}

export const slideAt = (node: NodeInPlace) => ({
  layout: layoutAt(node),
  strides: spatial(node, 'strides'),
  dilations: spatial(node, 'dilations'),
  padding: paddingAt(node),
})

/** The whole numbers of a constant input; undefined for one that is computed. */
export function wholeAt(node: NodeInPlace, input: string | undefined): number[] | undefined {
  const constant = input === undefined ? undefined : node.constant(input)
  return constant && Array.from(constant.data)
}

/** What the graph has no operation for: the normal form says so where its value is needed. */
export const unknown: Emit = ({ graph, name, op }, inputs) => graph.node('unknown', name, inputs, { operation: op })
