import * as tf from '@tensorflow/tfjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../precompute/readModel.ts'
import { anatomy } from '../../src/circuits/graph/anatomy.ts'
import { circuit, type CircuitRequest } from '../../src/circuits/graph/circuit.ts'
import { encodeCircuit } from '../../src/artifacts/circuitDiagram/compute.ts'
import { forward } from '../../src/model/forward.ts'
import type { Model } from '../../src/model/model.ts'
import { familyNamed } from '../../src/stimuli/families.ts'
import { draw } from '../../src/stimuli/family.ts'
import '../backends.ts'
import { createMenagerie, noiseImage } from '../model/menagerie.ts'

let lumen: Model
beforeAll(async () => {
  await tf.setBackend('wasm')
  lumen = readModel('lumen')
})
afterAll(() => lumen.dispose())

const request = (change: Partial<CircuitRequest> = {}): CircuitRequest => ({
  unit: 'conv4/39',
  depth: 2,
  top: 3,
  sign: 'both',
  grown: [],
  ...change,
})

/** The length of every kernel that leads to a unit, from the file alone. */
function norms(layer: string, channel: number): { channel: number; norm: number; sum: number }[] {
  const { data, shape } = lumen.stored.get(`${layer}/kernel`)!
  const [kh, kw, depth, filters] = shape as [number, number, number, number]
  return Array.from({ length: depth }, (_, from) => {
    const weights = Array.from({ length: kh * kw }, (_, tap) => data[(tap * depth + from) * filters + channel])
    return { channel: from, norm: Math.hypot(...weights), sum: weights.reduce((a, b) => a + b) }
  }).sort((a, b) => b.norm - a.norm)
}

describe('a circuit', () => {
  it('grows by the longest kernels, layer by layer, across pooling', async () => {
    const { layers, nodes, edges } = await circuit(lumen, request())
    expect(layers).toEqual(['conv2', 'conv3', 'conv4'])
    const first = norms('conv4', 39).slice(0, 3)
    expect(edges.slice(0, 3).map(({ from }) => from)).toEqual(first.map(({ channel }) => `conv3/${channel}`))
    for (const { channel } of first) {
      const wanted = norms('conv3', channel).slice(0, 3)
      const found = edges.filter(({ to }) => to === `conv3/${channel}`)
      expect(found.map(({ from }) => from)).toEqual(wanted.map((each) => `conv2/${each.channel}`))
      found.forEach(({ norm, sum }, i) => {
        expect(norm).toBeCloseTo(wanted[i].norm, 5)
        expect(sum).toBeCloseTo(wanted[i].sum, 5)
      })
    }
    expect(new Set(nodes.map(({ unit }) => unit)).size).toBe(nodes.length)
    expect(nodes.length).toBe(1 + 3 + new Set(edges.slice(3).map(({ from }) => from)).size)
  })

  it('keeps to excitation, or to inhibition', async () => {
    for (const sign of ['excite', 'inhibit'] as const) {
      const { edges } = await circuit(lumen, request({ sign, depth: 1, top: 4 }))
      const wanted = norms('conv4', 39).filter(({ sum }) => (sign === 'excite' ? sum > 0 : sum < 0))
      expect(edges.map(({ from }) => from)).toEqual(wanted.slice(0, 4).map(({ channel }) => `conv3/${channel}`))
    }
  })

  it('grows up and down from a unit that is chosen, and not from one that is not there', async () => {
    const up = { unit: 'conv3/29', way: 'up' } as const
    const { edges } = await circuit(lumen, request({ depth: 1, top: 2, grown: [up] }))
    expect(edges.filter(({ to }) => to === 'conv3/29')).toHaveLength(2)
    const down = await circuit(lumen, request({ depth: 0, grown: [{ unit: 'conv4/39', way: 'down' }] }))
    expect(down.edges).toHaveLength(3)
    for (const { from, to, norm } of down.edges) {
      expect(from).toBe('conv4/39')
      const channel = Number(to.slice('conv5/'.length))
      expect(norm).toBeCloseTo(norms('conv5', channel).find((each) => each.channel === 39)!.norm, 5)
    }
    const all = Array.from(
      { length: 128 },
      (_, channel) => norms('conv5', channel).find((each) => each.channel === 39)!.norm,
    )
    expect(down.edges[0].norm).toBeCloseTo(Math.max(...all), 5)
    const none = await circuit(lumen, request({ depth: 0, grown: [up] }))
    expect(none.nodes).toHaveLength(1)
    // The image leads to the first layer, no unit does.
    expect((await circuit(lumen, request({ unit: 'conv1/4' }))).edges).toEqual([])
  })

  it('refuses a unit without weights', async () => {
    await expect(circuit(lumen, request({ unit: 'pool2/4' }))).rejects.toThrow('no weights lead to pool2/4')
  })
})

describe('a circuit on an image', () => {
  const curve = () => {
    const image = draw(familyNamed('curve'), [{ x: 32, y: 30, curvature: 0.07, angle: 80 }], { height: 64, width: 64 })
    const values = Float32Array.from(image.dataSync())
    return { image, values }
  }

  it('takes the unit where it is largest; an edge is what the lower unit gave there', async () => {
    const { image, values } = curve()
    const plain = await circuit(lumen, request())
    const lit = await circuit(lumen, request({ image: values }))
    expect(lit.edges.map(({ from, to, norm }) => [from, to, norm])).toEqual(
      plain.edges.map(({ from, to, norm }) => [from, to, norm]),
    )
    const map = forward(lumen)(image, ['conv4.pre'])['conv4.pre'].dataSync()
    const channel = Array.from({ length: 256 }, (_, i) => map[i * 64 + 39])
    const top = lit.nodes[0]
    expect(top.value).toBeCloseTo(Math.max(...channel), 4)
    expect(top.at).toEqual([
      Math.floor(channel.indexOf(Math.max(...channel)) / 16),
      channel.indexOf(Math.max(...channel)) % 16,
    ])
    for (const { unit, at } of lit.nodes) {
      const inputs = lit.edges.filter(({ to }) => to === unit)
      if (inputs.length === 0) continue
      const { contributions, preactivation } = await anatomy(lumen, `${unit}@${at!.join()}`)(image)
      const node = lit.nodes.find((each) => each.unit === unit)!
      expect(node.value).toBeCloseTo(preactivation, 4)
      for (const { from, sum, grid } of inputs) {
        const wanted = contributions.find((each) => from.endsWith(`/${each.channel}`))!.sum
        expect(sum).toBeCloseTo(wanted, 4)
        expect(grid.values.reduce((a, b) => a + b, 0)).toBeCloseTo(sum, 5)
      }
    }
    image.dispose()
  })

  it('is traced to the positions that gave most', async () => {
    const { image, values } = curve()
    const { nodes, edges } = await circuit(lumen, request({ image: values, depth: 1 }))
    const at = nodes[0].at!
    for (const { from, grid } of edges) {
      const best = [...grid.values].reduce((b, value, i) => (Math.abs(value) > Math.abs(grid.values[b]) ? i : b), 0)
      const node = nodes.find(({ unit }) => unit === from)!
      // The kernel is 5 × 5 about the unit, and here no edge is near.
      expect(node.at).toEqual([at[0] - 2 + Math.floor(best / 5), at[1] - 2 + (best % 5)])
    }
    image.dispose()
  })

  it('leaves no tensor behind, reads joined branches, and fits in a small file', async () => {
    const menagerie = createMenagerie()
    const image = Float32Array.from(noiseImage(2).data)
    const asked = request({ unit: 'sparse/8', depth: 1, top: 4, image })
    // Only what is not routed around splits: the branches and the shortcut are one sum.
    const before = tf.memory().numTensors
    const { edges } = await circuit(menagerie, asked)
    expect(edges).toHaveLength(4)
    for (const { from } of edges) expect(from).toMatch(/^residual\/[4-7]$/)
    const kept = tf.memory().numTensors
    await circuit(menagerie, asked)
    expect(tf.memory().numTensors).toBe(kept)
    expect(kept - before).toBeLessThan(4)
    menagerie.dispose()
    const { values, image: tensor } = curve()
    tensor.dispose()
    const json = JSON.stringify(encodeCircuit(await circuit(lumen, request({ image: values }))))
    expect(json.length).toBeLessThan(6000)
    await expect(circuit(lumen, request({ image }))).rejects.toThrow(/^image of \d+ numbers \(lumen takes 64×64×3\)$/)
  })
})
