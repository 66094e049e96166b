/** Emits a graph layer by layer under the names of PyTorch's modules, each weight used once. */
import type { Constant, OperationName, Operations } from '../graph.ts'
import { GraphBuilder } from '../reading/graphBuilder.ts'
import { refusal, shown } from '../reading/refusal.ts'
import type { StateDict } from './stateDict.ts'

type Pair = readonly [number, number]
type Sides = number | Pair

export interface Window {
  stride?: Sides
  padding?: Sides
}

const pair = (value: Sides): Pair => (typeof value === 'number' ? [value, value] : value)

/** PyTorch's own default (`torch.nn.BatchNorm2d`, eps). */
const EPSILON = 1e-5

export const IMAGE = 'image'

export class Network {
  readonly graph = new GraphBuilder()
  private readonly weights: StateDict
  private readonly used = new Set<string>()

  constructor(weights: StateDict) {
    this.weights = weights
    this.graph.unique(IMAGE)
  }

  has(name: string): boolean {
    return this.weights.has(name)
  }

  names(): Iterable<string> {
    return this.weights.keys()
  }

  /** The shape of a weight. @throws Failure where there is none of that name */
  shape(name: string): readonly number[] {
    return this.weight(name).shape
  }

  /** Names of weights that no layer has used; counters of training are none. */
  unused(): string[] {
    return [...this.weights.keys()].filter((name) => !this.used.has(name) && !name.endsWith('.num_batches_tracked'))
  }

  /** `torch.nn.Conv2d`, its groups told by the channels of what enters. */
  conv(x: string, name: string, channels: number, { stride = 1, padding = 0 }: Window = {}): string {
    const kernel = this.weight(`${name}.weight`, 4)
    const groups = channels / kernel.shape[1]!
    if (!Number.isInteger(groups) || kernel.shape[0]! % groups)
      throw refusal(`${shown(name)}.weight takes ${kernel.shape[1]} channels of a layer that has ${channels}`)
    const [top, left] = pair(padding)
    const inputs = [x, this.constant(`${name}.weight`), ...this.bias(name, kernel.shape[0]!)]
    const attributes = {
      layout: 'NCHW',
      strides: pair(stride),
      dilations: [1, 1],
      padding: [top, top, left, left],
      groups,
    } as const
    return this.graph.node('conv', name, inputs, attributes)
  }

  /** How many channels a convolution or linear layer makes. */
  filters(name: string): number {
    return this.shape(`${name}.weight`)[0]!
  }

  /** `torch.nn.BatchNorm2d` in evaluation. */
  norm(x: string, name: string, channels: number, epsilon: number = EPSILON): string {
    const parts = ['weight', 'bias', 'running_mean', 'running_var'].map((part) => {
      const { shape } = this.weight(`${name}.${part}`, 1)
      if (shape[0] !== channels)
        throw refusal(`${shown(name)}.${part} has ${shape[0]} numbers for ${channels} channels`)
      return this.constant(`${name}.${part}`)
    })
    return this.graph.node('batchNorm', name, [x, ...parts], { epsilon, axis: 1 })
  }

  /** `torch.nn.Linear`. */
  linear(x: string, name: string): string {
    const kernel = this.weight(`${name}.weight`, 2)
    const inputs = [x, this.constant(`${name}.weight`), ...this.bias(name, kernel.shape[0]!)]
    return this.graph.node('gemm', name, inputs, { alpha: 1, beta: 1, transA: false, transB: true })
  }

  /** `torch.nn.MaxPool2d`. */
  maxPool(
    x: string,
    name: string,
    window: number,
    { stride = window, padding = 0 }: Window = {},
    ceil = false,
  ): string {
    const [top, left] = pair(padding)
    return this.graph.node('maxPool', name, [x], {
      layout: 'NCHW',
      window: [window, window],
      strides: pair(stride),
      dilations: [1, 1],
      padding: [top, top, left, left],
      ceil,
    })
  }

  /** The mean over all positions, as rows of channels. */
  pooledRow(x: string, name: string): string {
    return this.graph.node('reduceMean', name, [x], { axes: [2, 3], keepDims: false })
  }

  flatten(x: string, name: string): string {
    return this.graph.node('flatten', name, [x], { axis: 1 })
  }

  /** An operation without attributes, such as `relu` and `add`. */
  plain(
    op: Extract<OperationName, 'relu' | 'add' | 'mul' | 'hardSwish' | 'silu' | 'sigmoid'>,
    name: string,
    ...x: string[]
  ) {
    return this.graph.node(op, name, x, {})
  }

  node<Op extends OperationName>(op: Op, name: string, inputs: readonly string[], attributes: Operations[Op]): string {
    return this.graph.node(op, name, inputs, attributes)
  }

  /** `torch.nn.ReLU6`. */
  relu6(x: string, name: string): string {
    const bound = (value: number) => this.graph.real(`${name}.${value}`, value)
    return this.graph.node('clip', name, [x, bound(0), bound(6)], {})
  }

  private bias(name: string, filters: number): string[] {
    if (!this.has(`${name}.bias`)) return []
    const { shape } = this.weight(`${name}.bias`, 1)
    if (shape[0] !== filters) throw refusal(`${shown(name)}.bias has ${shape[0]} numbers for ${filters} filters`)
    return [this.constant(`${name}.bias`)]
  }

  private weight(name: string, rank?: number): Constant {
    const found = this.weights.get(name)
    if (!found) throw refusal(`the checkpoint has no ${shown(name)}`)
    if (rank !== undefined && found.shape.length !== rank)
      throw refusal(`${shown(name)} has shape [${found.shape.join(', ')}] (${rank} axes are wanted)`)
    return found
  }

  private constant(name: string): string {
    this.used.add(name)
    return this.graph.constant(name, this.weights.get(name)!)
  }
}
