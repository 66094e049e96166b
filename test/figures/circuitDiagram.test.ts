import { describe, expect, it } from 'vitest'
import type { SheetRequest } from '../../src/artifacts/sheet/artifact.ts'
import type { Circuit, CircuitEdge } from '../../src/circuits/graph/circuit.ts'
import { describe as inWords } from '../../src/figures/circuitDiagram/describe.ts'
import { crossings, layout, NODE } from '../../src/figures/circuitDiagram/layout.ts'
import { grownOf, grownText, type CircuitState } from '../../src/figures/circuitDiagram/choices.ts'
import { circuitRequests } from '../../src/figures/circuitDiagram/request.ts'
import { stateFrom } from '../../src/figures/circuitDiagram/state.ts'
import { circuitTable, strengthOf } from '../../src/figures/circuitDiagram/view.ts'
import { weightLayers } from '../../src/figures/weightLayers.ts'
import { lumenTable } from '../model/lumen.ts'

const table = lumenTable()
const tableOf = () => table
const layers = weightLayers(table)

describe('<CircuitDiagram>', () => {
  it('asks for its circuit, and for the pictures of every layer that it reaches', () => {
    const asked = circuitRequests({ unit: 'conv4/39', grown: 'conv4/39>' }, tableOf)
    expect(asked[0]).toEqual({
      kind: 'circuitDiagram',
      model: 'lumen',
      unit: 'conv4/39',
      depth: 2,
      top: 3,
      sign: 'both',
      grown: [{ unit: 'conv4/39', way: 'down' }],
      image: null,
    })
    const pictured = (requests: typeof asked) => requests.slice(1).map((each) => (each as SheetRequest).units[0])
    expect(pictured(asked)).toEqual(['conv4/0', 'conv3/0', 'conv2/0', 'conv5/0'])
    expect(pictured(circuitRequests({ unit: 'conv1/3' }, tableOf))).toEqual(['conv1/0'])
  })

  it.each([
    [{}, 'invalid unit of <CircuitDiagram>: nothing (write text, as in unit="…")'],
    [
      { unit: 'pool2/1' },
      'no weights lead to pool2 (allowed: conv1, conv2, conv3, conv4, conv5, conv6, conv7, logits)',
    ],
    [
      { unit: 'conv3/1', depth: 3 },
      'invalid depth of <CircuitDiagram>: 3 (write a number from 0 to 2, as in depth={2})',
    ],
    [{ unit: 'conv3/1', top: 2.5 }, 'invalid top of <CircuitDiagram>: 2.5 (write a whole number)'],
    [{ unit: 'conv3/1', sign: 'up' }, 'invalid sign of <CircuitDiagram>: up (allowed: both, excite, inhibit)'],
    [
      { unit: 'conv3/1', grown: 'conv2/3' },
      'invalid growth: conv2/3 (write a unit, then < for the units before it or > for those after, as in conv3/29<)',
    ],
    [{ unit: 'conv3/1', grown: 'conv2/99<' }, 'unknown unit: conv2/99 (conv2 has units 0 to 47)'],
    [
      { unit: 'conv3/1', edges: 4 },
      'unknown prop of <CircuitDiagram>: edges (allowed: id, layout, unit, depth, top, sign, grown, image, model, seed)',
    ],
  ])('refuses %o', (props, message) => {
    expect(() => circuitRequests(props, tableOf)).toThrow(message)
  })

  it('writes growth as it reads it', () => {
    const text = 'conv3/29<,conv4/39>'
    expect(grownText(grownOf(text))).toBe(text)
    expect(grownOf('')).toEqual([])
  })

  it('keeps to what there is where an address asks for more', () => {
    const initial: CircuitState = { unit: 'conv4/39', depth: 2, top: 3, sign: 'both', grown: '', image: '' }
    const asked = (entries: Record<string, string>) =>
      stateFrom(new Map(Object.entries(entries)), initial, layers, ['orange-1'])
    expect(asked({ unit: 'conv9/1', top: '40', sign: 'no', image: 'moon' })).toEqual({ ...initial, top: 6 })
    expect(asked({ unit: 'conv2/7', depth: '5', image: 'orange-1' })).toEqual({
      ...initial,
      unit: 'conv2/7',
      depth: 1,
      image: 'orange-1',
    })
    expect(asked({ grown: 'conv3/29<,conv3/99<' }).grown).toBe('conv3/29<')
    expect(asked({ grown: 'x' }).grown).toBe('')
    expect(asked({ unit: 'input/0' }).unit).toBe('conv4/39')
  })
})

const edge = (from: string, to: string, weight: number): CircuitEdge => ({
  from,
  to,
  norm: Math.abs(weight),
  sum: weight,
  grid: { height: 1, width: 1, values: Float32Array.of(weight) },
})

const circuit = (edges: CircuitEdge[]): Circuit => {
  const units = [...new Set(edges.flatMap(({ from, to }) => [to, from]))]
  const layers = [...new Set(units.map((unit) => unit.split('/')[0]!))].sort()
  return { layers, nodes: units.map((unit) => ({ unit })), edges }
}

describe('layout', () => {
  const norm = ({ norm }: CircuitEdge) => norm

  it('puts layers in columns, and neither pictures nor kernels over one another', () => {
    const found = circuit([
      edge('a/1', 'b/1', 0.5),
      edge('a/2', 'b/1', -1),
      edge('a/2', 'b/2', 0.25),
      edge('b/1', 'c/1', 2),
      edge('b/2', 'c/1', 1),
    ])
    const { nodes, edges, width, height, columns } = layout(found, norm)
    const x = (unit: string) => nodes.find((node) => node.unit === unit)!.x
    expect(x('a/1')).toBe(x('a/2'))
    expect(x('a/1')).toBeLessThan(x('b/1'))
    expect(columns.map(({ max }) => max)).toEqual([1, 2, 0])
    const boxes = [
      ...nodes.map((node) => ({ x: node.x, y: node.y, side: NODE })),
      ...edges.map((each) => ({ x: each.x, y: each.y, side: 15 })),
    ]
    boxes.forEach((a, i) => {
      expect(a.x >= 0 && a.y >= 0 && a.x + a.side <= width && a.y + a.side <= height).toBe(true)
      for (const b of boxes.slice(i + 1))
        expect(a.x + a.side <= b.x || b.x + b.side <= a.x || a.y + a.side <= b.y || b.y + b.side <= a.y).toBe(true)
    })
  })

  it('compares an edge with those between the same layers', () => {
    const { edges } = layout(
      circuit([edge('a/1', 'b/1', 0.01), edge('a/2', 'b/1', -0.02), edge('b/1', 'c/1', 5)]),
      norm,
    )
    const share = (from: string) => edges.find((each) => each.edge.from === from)!.share
    expect([share('a/1'), share('a/2'), share('b/1')]).toEqual([0.5, 1, 1])
    const width = (from: string) => edges.find((each) => each.edge.from === from)!.width
    expect(width('a/2')).toBe(width('b/1'))
    expect(width('a/1')).toBeLessThan(width('a/2'))
  })

  it('orders units so that fewer edges cross, whatever order they come in', () => {
    const edges = [
      edge('a/1', 'b/2', 1),
      edge('a/2', 'b/3', 1),
      edge('a/3', 'b/1', 1),
      edge('b/1', 'c/1', 3),
      edge('b/2', 'c/1', 2),
      edge('b/3', 'c/1', 1),
    ]
    expect(crossings(layout(circuit(edges), norm))).toBe(0)
    expect(crossings(layout(circuit([...edges].reverse()), norm))).toBe(0)
    // What cannot be drawn without: every lower unit leads to both upper ones.
    const both = ['a/1', 'a/2'].flatMap((from) => ['b/1', 'b/2'].map((to) => edge(from, to, 1)))
    expect(crossings(layout(circuit(both), norm))).toBe(1)
  })

  it('draws a unit alone', () => {
    const { nodes, edges } = layout({ layers: ['a'], nodes: [{ unit: 'a/1' }], edges: [] }, norm)
    expect([nodes.length, edges.length]).toEqual([1, 0])
  })
})

describe('what the figure says', () => {
  const state: CircuitState = { unit: 'b/1', depth: 1, top: 2, sign: 'both', grown: '', image: '' }
  const plain = circuit([edge('a/1', 'b/1', 0.5), edge('a/2', 'b/1', -1)])

  it('names the edges into its unit, the strongest first', () => {
    expect(inWords(plain, state, '')).toBe(
      'Circuit of b/1: 3 units of a, b, 2 edges. a/2 inhibits, length 1.00; a/1 excites, length 0.50.',
    )
    const lit = {
      ...plain,
      nodes: plain.nodes.map((node) => ({ ...node, value: 2.5, at: [1, 2] as [number, number] })),
    }
    expect(inWords(lit, state, 'A teapot')).toBe(
      'Circuit of b/1: 3 units of a, b, 2 edges. On A teapot, b/1 has the preactivation 2.50. a/2 gave −1.00; a/1 gave +0.50.',
    )
  })

  it('measures an edge by its kernel, and on an image by what it gave', () => {
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
