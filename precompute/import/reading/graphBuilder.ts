/** Collects the nodes and constants of a graph, within the limits that every reader keeps. */
import { LIMITS, type Constant, type GraphNode, type OperationName, type Operations } from '../graph.ts'
import { refusal, shown } from './refusal.ts'

export class GraphBuilder {
  readonly nodes: GraphNode[] = []
  readonly constants = new Map<string, Constant>()
  private readonly taken = new Set<string>()
  private numbers = 0

  /** That name, or with a number behind where it is taken; taken from now on. */
  unique(name: string): string {
    let free = name
    for (let i = 1; this.taken.has(free); i++) free = `${name}:${i}`
    this.taken.add(free)
    return free
  }

  /**
   * Adds a constant and returns its name.
   * @throws Failure where it has another number of numbers than its shape, and beyond `LIMITS.numbers` in all
   */
  constant(name: string, constant: Constant): string {
    const { shape, data } = constant
    if (shape.length > LIMITS.rank) throw refusal(`${shown(name)} has ${shape.length} axes (at most ${LIMITS.rank})`)
    if (shape.reduce((product, length) => product * length, 1) !== data.length)
      throw refusal(`${shown(name)} of shape [${shape.join(', ')}] holds ${data.length} numbers`)
    this.numbers += data.length
    if (this.numbers > LIMITS.numbers) throw refusal(`the weights are more than ${LIMITS.numbers} numbers`)
    const free = this.unique(name)
    this.constants.set(free, constant)
    return free
  }

  /** Whole numbers, such as a shape or axes; a scalar where one is given alone. */
  whole(name: string, values: readonly number[] | number): string {
    const list = typeof values === 'number' ? [values] : values
    const shape = typeof values === 'number' ? [] : [list.length]
    return this.constant(name, { shape, data: Float64Array.from(list), whole: true })
  }

  /** A real number. */
  real(name: string, value: number): string {
    return this.constant(name, { shape: [], data: Float64Array.of(value) })
  }

  /**
   * Adds a node of one output, which is called as the node unless said otherwise, and returns that.
   * @throws Failure beyond `LIMITS.nodes`
   */
  node<Op extends OperationName>(
    op: Op,
    name: string,
    inputs: readonly string[],
    attributes: Operations[Op],
    output: string = name,
  ): string {
    return this.add(op, name, inputs, attributes, [this.unique(output)])[0]!
  }

  /** Adds a node of several outputs, `name`, `name:1`, … */
  several<Op extends OperationName>(
    op: Op,
    name: string,
    inputs: readonly string[],
    attributes: Operations[Op],
    count: number,
  ): readonly string[] {
    const outputs = Array.from({ length: count }, (_, i) => this.unique(i ? `${name}:${i}` : name))
    return this.add(op, name, inputs, attributes, outputs)
  }

  private add<Op extends OperationName>(
    op: Op,
    name: string,
    inputs: readonly string[],
    attributes: Operations[Op],
    outputs: readonly string[],
  ): readonly string[] {
    if (this.nodes.length >= LIMITS.nodes) throw refusal(`the graph has more than ${LIMITS.nodes} nodes`)
    this.nodes.push({ op, name, inputs, outputs, attributes } as unknown as GraphNode)
    return outputs
  }
}
