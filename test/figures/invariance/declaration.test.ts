import { describe, expect, it } from 'vitest'
import { requestsWritten } from '../../../src/figures/figureRequests.ts'
import { figureKinds } from '../../../src/figures/declarations.ts'
import { unitsOf } from '../../../src/figures/invariance/declaration.ts'
import { surroundings } from '../surroundings.ts'

const OWN = { left: 'conv4/13 conv5/69', right: 'conv4/20 conv5/68', union: 'conv6/9' }
const ask = (props: Record<string, unknown>) =>
  requestsWritten('Invariance', figureKinds.Invariance!.kind, { id: 'fig-a', ...OWN, ...props }, surroundings())

describe('requests', () => {
  it('ask for the circuit, with what the author sets of the head, and the units’ pictures', () => {
    expect(ask({ size: 20, pose: -0.5 })).toEqual({
      invariance: {
        kind: 'invariance',
        model: 'lumen',
        left: ['conv4/13', 'conv5/69'],
        right: ['conv4/20', 'conv5/68'],
        union: 'conv6/9',
        sample: { size: 20 },
      },
      sheet: {
        kind: 'sheet',
        model: 'lumen',
        units: ['conv4/13', 'conv4/20', 'conv5/69', 'conv5/68', 'conv6/9'],
        seed: 0,
      },
    })
  })

  it.each([
    [
      { left: 'conv4/13' },
      'invalid left of <Invariance>: "conv4/13" (write the lower and the upper unit, of conv1 and',
    ],
    [{ left: 'conv4/13 conv6/1' }, 'invalid left of <Invariance>: "conv4/13 conv6/1"'],
    [
      { right: 'conv3/20 conv5/68' },
      'invalid right of <Invariance>: "conv3/20 conv5/68" (write the lower and the upper unit, of conv4 and conv5, as in right="conv4/20 conv5/68")',
    ],
    [{ union: 'conv7/1' }, 'invalid union of <Invariance>: "conv7/1" (write a unit of conv6/0…191, as in'],
    [{ union: 'logits/1' }, 'invalid union of <Invariance>: "logits/1" (write a unit of conv6/0…191, as in'],
    [{ union: 'conv6/192' }, 'invalid union of <Invariance>: "conv6/192" (write a unit of conv6/0…191, as in'],
    [{ pose: 2 }, 'invalid pose of <Invariance>: 2 (write a number from -1 to 1, as in pose={1})'],
    [{ legs: 4 }, 'unknown prop of <Invariance>: legs (allowed: id, layout, '],
  ])('%j is refused', (props, message) => {
    expect(() => ask(props)).toThrow(message)
  })

  it('units stand side by side, lower ones first', () => {
    expect(unitsOf(OWN)).toEqual(['conv4/13', 'conv4/20', 'conv5/69', 'conv5/68', 'conv6/9'])
  })
})
