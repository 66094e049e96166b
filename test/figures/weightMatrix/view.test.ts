import { describe, expect, it } from 'vitest'
import { readExploration } from '../../precompute/readExploration.ts'
import type { SheetRequest } from '../../src/artifacts/sheet/artifact.ts'
import { foundFamily, formatFamily, nameOf, parseFamily } from '../../src/artifacts/families.ts'
import type { WeightMatrixData } from '../../src/artifacts/weightMatrix/artifact.ts'
import { encodeGrid } from '../../src/artifacts/grid.ts'
import { familyMatrixOf, weightMatrixRequests } from '../../src/figures/weightMatrix/request.ts'
import {
  stateFrom,
  withFamilies,
  type FamilyChoice,
  type WeightMatrixState,
} from '../../src/figures/weightMatrix/state.ts'
import { arranged, mosaic, viewOfJson } from '../../src/figures/weightMatrix/view.ts'
import { matrixTable, shareText } from '../../src/figures/weightMatrix/words.ts'
import { lumenTable } from '../model/lumen.ts'

const table = lumenTable()
const tableOf = () => table

describe('<WeightMatrix>', () => {
  it('asks for the weights between two families, and for pictures of both layers', () => {
    const requests = weightMatrixRequests(
      { lower: 'lines conv3/43', upper: 'high against low frequencies conv4/52' },
      tableOf,
    )
    expect(requests[0]).toEqual({
      kind: 'weightMatrix',
      model: 'lumen',
      symmetry: 'rotation',
      lower: { stimuli: 'lines', lead: 'conv3/43' },
      upper: { stimuli: 'high against low frequencies', lead: 'conv4/52' },
      each: 1,
      step: 30,
      seed: 0,
    })
    expect(requests.slice(1).map((each) => (each as SheetRequest).units.length)).toEqual([64, 64])
  })

  it.each([
    [{ upper: 'curves conv4/39' }, 'invalid lower of <WeightMatrix>: nothing (write text, as in lower="…")'],
    [
      { lower: 'conv3/43', upper: 'curves conv4/39' },
      'invalid lower of <WeightMatrix>: conv3/43 (write the stimuli and the leading unit of a family of the exploration page, as in lower="curves conv4/39")',
    ],
    [
      { lower: 'lines conv2/3', upper: 'curves conv4/39' },
      '<WeightMatrix> joins a layer to the one below it: lines conv2/3 does not feed conv4 (choose a family of conv3)',
    ],
    [
      { lower: 'lines conv7/3', upper: 'curves logits/3' },
      '<WeightMatrix> joins a layer to the one below it: lines conv7/3 does not feed logits (logits is no convolution of units)',
    ],
    [{ lower: 'lines conv3/43', upper: 'curves conv4/64' }, 'unknown unit: conv4/64 (conv4 has units 0 to 63)'],
    [
      { lower: 'lines conv3/43', upper: 'curves conv4/39', symmetry: 'scale' },
      'unknown symmetry of <WeightMatrix>: scale (allowed: rotation, hue)',
    ],
    [
      { lower: 'lines conv3/43', upper: 'curves conv4/39', units: 'a' },
      'unknown prop of <WeightMatrix>: units (allowed: id, layout, lower, upper, symmetry, each, model, seed)',
    ],
  ])('refuses %o', (props, message) => {
    expect(() => familyMatrixOf(props, tableOf)).toThrow(message)
  })
})

describe('families of an exploration', () => {
  const exploration = readExploration('lumen')

  it('are found by their stimuli and lead, and every name leads back to its family', () => {
    for (const family of exploration.families) {
      const name = parseFamily(formatFamily(nameOf(family)))!
      const { members, layer } = foundFamily(exploration, family.symmetry, name)
      expect(layer).toBe(family.layer)
      expect(members.map(({ channel }) => `${layer}/${channel}`).sort()).toEqual(
        family.members.map(({ unit }) => unit).sort(),
      )
      for (const { by } of members) expect(Number.isFinite(by)).toBe(true)
    }
  })

  it('keep of those that are turned alike the most alike', () => {
    const name = { stimuli: 'lines', lead: 'conv3/43' }
    const all = foundFamily(exploration, 'rotation', name)
    const one = foundFamily(exploration, 'rotation', name, 1)
    expect([all.period, one.period]).toEqual([180, 180])
    const turns = one.members.map(({ by }) => by)
    expect(turns).toEqual([...new Set(all.members.map(({ by }) => by))])
    const family = exploration.families.find(
      ({ title, members }) => title === 'lines' && members[0]!.unit === 'conv3/43',
    )!
    for (const { channel, by } of one.members) {
      const rivals = family.members.filter((each) => (each.by === 'itself' ? 0 : Number.parseInt(each.by)) === by)
      const best = Math.max(...rivals.map(({ likeness }) => likeness))
      expect(rivals.find(({ unit }) => unit === `conv3/${channel}`)!.likeness).toBe(best)
    }
  })

  it('that are not there are told with those that are', () => {
    expect(() => foundFamily(exploration, 'rotation', { stimuli: 'spirals', lead: 'conv4/9' })).toThrow(
      /^unknown family: spirals conv4\/9 \(rotation families of conv4 in explore.json of lumen: curves conv4\/39, curves conv4\/38/,
    )
    expect(() => foundFamily(exploration, 'hue', { stimuli: 'lines', lead: 'conv7/9' })).toThrow(
      '(hue families of conv7 in explore.json of lumen: none)',
    )
  })
})

/** Four units above and two below; every weight of a kernel is its relation. */
const json = (): WeightMatrixData => {
  const members = (angles: number[], first: number) => angles.map((by, i) => ({ channel: first - i, by }))
  const upper = { layer: 'conv4', period: 360, members: members([0, 90, 180, 270], 9) }
  const lower = { layer: 'conv3', period: 180, members: members([0, 90], 5) }
  const relations = upper.members.map((above) => lower.members.map((below) => ((below.by - above.by + 360) % 180) / 30))
  const grids = (gain: number) =>
    relations.map((row) =>
      row.map((relation) =>
        encodeGrid({ height: 2, width: 2, values: new Float32Array(4).fill(gain * (relation + 1)) }),
      ),
    )
  return {
    upper,
    lower,
    relations,
    blocks: grids(1),
    template: grids(0.5),
    share: 0.75,
    chance: { mean: 0.1, high: 0.2, shuffles: 9 },
  }
}

describe('what the figure shows', () => {
  it('begins with the strongest diagonal, and can be listed by channel', () => {
    const view = viewOfJson(json())
    expect(view.strongest).toBe(3)
    const byAngle = arranged(view, 'angle', 30)
    expect(byAngle.map((row) => row.map(({ relation }) => relation))).toEqual([
      [3, 0],
      [0, 3],
      [3, 0],
      [0, 3],
    ])
    expect(byAngle.map(([pair]) => pair!.upper.channel)).toEqual([9, 8, 7, 6])
    const byChannel = arranged(view, 'channel', 30)
    expect(byChannel.map(([pair]) => pair!.upper.channel)).toEqual([6, 7, 8, 9])
    expect(byChannel[0]!.map(({ lower }) => lower.channel)).toEqual([4, 5])
  })

  it('puts kernels side by side with a cell between', () => {
    const rows = arranged(viewOfJson(json()), 'angle', 30)
    const { height, width, values } = mosaic(rows, 'weights')
    expect([height, width]).toEqual([11, 5])
    expect([...values.subarray(0, 5)]).toEqual([4, 4, 0, 1, 1])
    expect([...values.subarray(10, 15)]).toEqual([0, 0, 0, 0, 0])
    expect([...values.subarray(15, 20)]).toEqual([1, 1, 0, 4, 4])
    expect(mosaic(rows, 'residual').values[0]).toBeCloseTo(2, 5)
  })

  it('says what the pattern makes up, and gives its sizes', () => {
    const view = viewOfJson(json())
    expect(shareText(view)).toBe(
      'One pattern, turned, makes up 75.0\u00a0% of the weights’ squared size. With the units of both families in random order it is 10.0\u00a0% on average, and below 20.0\u00a0% in 95 of 100 orders.',
    )
    const { columns, rows } = matrixTable(view)
    expect(columns).toHaveLength(7)
    expect(rows[0]).toEqual(['conv4/9', 'conv3/5', 0, 2, 4, 1, 1])
    expect(rows[1]).toEqual(['conv4/9', 'conv3/4', 90, 8, 16, 4, 4])
  })
})

describe('the state of the figure', () => {
  const choice = (name: string, layer: string, channels: number[], below?: string): FamilyChoice => ({
    name,
    layer,
    period: 360,
    members: channels.map((channel) => ({ channel, by: 0 })),
    ...(below && { below }),
  })
  const choices = [
    choice('a conv2/1', 'conv2', [1, 2]),
    choice('b conv3/1', 'conv3', [1, 3], 'conv2'),
    choice('c conv3/5', 'conv3', [5, 6, 7], 'conv2'),
    choice('d conv4/1', 'conv4', [1, 4], 'conv3'),
  ]
  const initial: WeightMatrixState = {
    upper: 'd conv4/1',
    lower: 'b conv3/1',
    show: 'template',
    order: 'angle',
    to: 4,
    from: 3,
  }

  it('another family above brings one that feeds it', () => {
    expect(withFamilies(initial, choices, { upper: 'c conv3/5' })).toEqual({
      ...initial,
      upper: 'c conv3/5',
      lower: 'a conv2/1',
      to: 5,
      from: 1,
    })
    expect(withFamilies(initial, choices, { lower: 'c conv3/5' })).toEqual({ ...initial, lower: 'c conv3/5', from: 5 })
  })

  it('keeps to what there is where an address asks for more', () => {
    const asked = (...entries: [string, string][]) => stateFrom(new Map(entries), initial, choices)
    expect(asked(['show', 'residual'], ['order', 'channel'], ['to', '1'])).toEqual({
      ...initial,
      show: 'residual',
      order: 'channel',
      to: 1,
    })
    expect(asked(['upper', 'a conv2/1'], ['show', 'all'], ['order', ''], ['from', '9'])).toEqual(initial)
  })
})
