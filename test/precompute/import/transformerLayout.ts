/** How an exporter writes a vision transformer, choice by choice. */
import type { Node, noise } from './onnxFile.ts'

export interface Layout {
  opset?: number
  /** Query, key and value: three dense layers, or one whose product is taken apart. */
  qkv?: 'three' | 'split' | 'unbind' | 'split-squeeze' | 'slice' | 'heads-first' | 'chunks' | 'torchvision'
  /** Where the scores are divided by √D. */
  scale?: 'after' | 'divided' | 'query' | 'both' | 'key' | 'none' | 'per-head' | 'computed'
  norm?: 'op' | 'apart' | 'axes-given' | 'squared' | 'reciprocal' | 'root'
  gelu?: 'op' | 'erf' | 'half-first' | 'half-gate' | 'tanh' | 'tanh-factored' | 'tanh-fast' | 'quick'
  /** Tokens before the patches. */
  before?: 'none' | 'class' | 'distilled' | 'registers' | 'registers-between'
  positions?: 'all' | 'patches' | 'none'
  patches?: 'conv' | 'dense' | 'dense-channels-first'
  /** A norm of the patches before any token is put in, and one of all tokens before the blocks. */
  patchNorm?: boolean
  preNorm?: boolean
  heads?: 1 | 2
  /** Tokens are columns until blocks begin. */
  columns?: boolean
  /** No biases of query, key and value. */
  unbiased?: boolean
  /** What the scores are read from. */
  pool?: 'gather' | 'slice' | 'mean' | 'mean-of-patches' | 'two-heads' | 'both' | 'pooled' | 'listed' | 'twice'
  /** The norm at the end comes after the token is taken, or before. */
  normLast?: boolean
  /** Rows, batch and heads joined, as torchvision's attention does. */
  tokensFirst?: boolean
  layerScale?: boolean
  postNorm?: boolean
  /** An open batch, its length computed in the graph. */
  dynamic?: boolean
  /** Attention within two windows. */
  windows?: boolean
  names?: (index: number, output: string) => string
  /** Other nodes and tensors in a block's attention, between scores and softmax. */
  within?: (scores: string, block: number) => { output: string; nodes: Node[]; tensors?: Record<string, ReturnType<typeof noise>> } // prettier-ignore
}
