import { describe, expect, it } from 'vitest'
import { describe as inWords } from '../../../src/figures/circuitDiagram/describe.ts'
import { circuitTable, strengthOf } from '../../../src/figures/circuitDiagram/view.ts'
import { circuit, edge } from './circuits.ts'

describe('what the figure says', () => {
  const plain = circuit([edge('a/1', 'b/1', 0.5), edge('a/2', 'b/1', -1)])

  it('names the edges into its unit, the strongest first, and the picture', () => {
    expect(inWords(plain, { unit: 'b/1', image: '' })).toBe(
      'Circuit of b/1: 3 units of a, b, 2 edges. a/2 inhibits, length 1.00; a/1 excites, length 0.50.',
    )
    const nodes = plain.nodes.map((node) => ({ ...node, value: 2.5, at: [1, 2] as [number, number] }))
    const lit = (picture: string) =>
      `Circuit of b/1: 3 units of a, b, 2 edges. On ${picture}, b/1 has the preactivation 2.50. a/2 gave −1.00; a/1 gave +0.50.`
    expect(inWords({ ...plain, nodes }, { unit: 'b/1', image: 'teapot-1' })).toBe(lit('teapot-1'))
    expect(inWords({ ...plain, nodes, caption: 'A teapot' }, { unit: 'b/1', image: 'own' })).toBe(lit('A teapot'))
  })

  it('measures an edge by its kernel, and on a picture by what it gave', () => {
    const long = { ...plain.edges[0]!, norm: 9 }
    expect(strengthOf(plain)(long)).toBe(9)
    expect(strengthOf({ ...plain, nodes: [{ unit: 'b/1', at: [0, 0], value: 1 }] })(long)).toBe(0.5)
    expect(circuitTable(plain)).toEqual({
      columns: ['from', 'to', 'length', 'sum'],
      rows: [
        ['a/1', 'b/1', 0.5, 0.5],
        ['a/2', 'b/1', 1, -1],
      ],
    })
  })
})
