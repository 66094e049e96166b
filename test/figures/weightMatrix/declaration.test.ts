import { describe, expect, it } from 'vitest'
import { requestsWritten } from '../../../src/figures/figureRequests.ts'
import declaration, { fed, feeding } from '../../../src/figures/weightMatrix/declaration.ts'
import type { AnyFigureKind } from '../../../src/vocabulary/figureKind.ts'
import { readAddress } from '../readAddress.ts'
import { surroundings } from '../surroundings.ts'

const ask = (props: Record<string, unknown>) =>
  requestsWritten('WeightMatrix', declaration as unknown as AnyFigureKind, { id: 'fig-b', ...props }, surroundings())

describe('<WeightMatrix>', () => {
  it('asks for the weights between two families, and for pictures of both layers', () => {
    const { weights, ...pictures } = ask({
      lower: 'lines conv3/43',
      upper: 'high against low frequencies conv4/52',
    })
    expect(weights).toEqual({
      kind: 'weightMatrix',
      model: 'lumen',
      symmetry: 'rotation',
      lower: { stimuli: 'lines', lead: 'conv3/43' },
      upper: { stimuli: 'high against low frequencies', lead: 'conv4/52' },
      each: 1,
      step: 30,
      seed: 0,
    })
    expect(Object.keys(pictures).sort()).toEqual(['conv3', 'conv4'])
  })

  it.each([
    [{ upper: 'curves conv4/39' }, 'invalid lower of <WeightMatrix>: nothing (write the stimuli and the leading unit'],
    [
      { lower: 'conv3/43', upper: 'curves conv4/39' },
      'invalid lower of <WeightMatrix>: "conv3/43" (write the stimuli and the leading unit of a family of the exploration page, as in lower="curves conv4/39")',
    ],
    [
      { lower: 'lines conv2/3', upper: 'curves conv4/39' },
      '<WeightMatrix> joins a layer to the one below it: lines conv2/3 does not feed conv4 (choose a family of conv3)',
    ],
    [
      { lower: 'lines conv7/3', upper: 'curves logits/3' },
      '<WeightMatrix> joins a layer to the one below it: lines conv7/3 does not feed logits (logits is no convolution of units)',
    ],
    [{ lower: 'lines conv3/43', upper: 'curves conv4/64' }, 'invalid upper of <WeightMatrix>: "curves conv4/64"'],
    [
      { lower: 'lines conv3/43', upper: 'curves conv4/39', symmetry: 'scale' },
      'invalid symmetry of <WeightMatrix>: "scale" (write one of hue, rotation',
    ],
    [{ lower: 'lines conv3/43', upper: 'curves conv4/39', each: 1.5 }, 'invalid each of <WeightMatrix>: 1.5'],
    [
      { lower: 'lines conv3/43', upper: 'curves conv4/39', units: 'a' },
      'unknown prop of <WeightMatrix>: units (allowed: id, layout, ',
    ],
  ])('refuses %o', (props, message) => {
    expect(() => ask(props)).toThrow(message)
  })
})

describe('families to choose from', () => {
  const family = (name: string, layer: string, channels: number[]) => ({
    name,
    layer,
    period: 360,
    members: channels.map((channel) => ({ channel, by: 0 })),
  })
  const families = [
    family('a conv2/1', 'conv2', [1, 2]),
    family('b conv3/1', 'conv3', [1, 3]),
    family('c conv3/5', 'conv3', [5, 6, 7]),
    family('d conv4/1', 'conv4', [1, 4]),
  ]
  const at = { ...surroundings(), families }
  const author = {
    upper: 'd conv4/1',
    lower: 'b conv3/1',
    show: 'template',
    order: 'angle',
    to: 4,
    from: 3,
  }
  const read = (asked: Record<string, string>) => readAddress(declaration, author, asked, at)

  it('feed those of the next layer', () => {
    const names = (some: typeof families) => some.map(({ name }) => name)
    expect(names(fed(families, at.network))).toEqual(['b conv3/1', 'c conv3/5', 'd conv4/1'])
    expect(names(feeding(families, at.network, 'd conv4/1'))).toEqual(['b conv3/1', 'c conv3/5'])
  })

  it('another one above brings one that feeds it, and a pair of theirs', () => {
    expect(read({ upper: 'c conv3/5' })).toEqual({
      state: { ...author, upper: 'c conv3/5', lower: 'a conv2/1', to: 5, from: 1 },
      refused: [],
    })
    expect(read({ lower: 'c conv3/5' }).state).toEqual({ ...author, lower: 'c conv3/5', from: 5 })
    expect(read({ lower: 'c conv3/5', from: '6' }).state).toEqual({ ...author, lower: 'c conv3/5', from: 6 })
  })

  it('an address says what is wanted, and in vain what there is not', () => {
    expect(read({ show: 'residual', order: 'channel', to: '1' })).toEqual({
      state: { ...author, show: 'residual', order: 'channel', to: 1 },
      refused: [],
    })
    expect(read({ upper: 'a conv2/1', show: 'all', order: '', from: '9' })).toEqual({
      state: author,
      refused: ['upper', 'show', 'order', 'from'],
    })
    expect(read({ lower: 'a conv2/1' }).refused).toEqual(['lower'])
  })
})
