import { describe, expect, it } from 'vitest'
import { figureKinds } from '../../../src/figures/declarations.ts'
import { requestsWritten } from '../../../src/figures/figureRequests.ts'
import { surroundings } from '../surroundings.ts'

const ask = (props: Record<string, unknown>) =>
  requestsWritten('Surgery', figureKinds.Surgery.kind, { id: 'fig-cut', ...props }, surroundings())
const good = { image: 'teapot-orange', edits: 'conv7/235*0', unit: 'logits/187' }

describe('Surgery', () => {
  it('asks for the network after surgery, and for the pictures of the unit and of what is cut', () => {
    expect(ask({ ...good, edits: ' conv7/235*0  conv7/45>logits/187*0.50 ' })).toEqual({
      surgery: {
        kind: 'surgery',
        model: 'lumen',
        unit: 'logits/187',
        edits: 'conv7/235*0 conv7/45>logits/187*0.5',
        image: 'teapot-orange',
        seed: 0,
      },
      picture: { kind: 'sheet', model: 'lumen', units: ['logits/187'], seed: 0 },
      cut: { kind: 'sheet', model: 'lumen', units: ['conv7/235', 'conv7/45'], seed: 0 },
    })
  })

  it.each([
    [{ edits: 'conv7/235' }, 'invalid edits of <Surgery>: "conv7/235" (write units and connections, each once'],
    [{ edits: '' }, 'invalid edits of <Surgery>: nothing (write a unit and a factor, as in edits="conv4/39*0")'],
    [{ unit: undefined }, 'invalid unit of <Surgery>: nothing (write a unit of conv1/0…31'],
    [{ unit: 'pool2/3' }, 'invalid unit of <Surgery>: "pool2/3"'],
    [{ cut: 'conv4/39' }, 'unknown prop of <Surgery>: cut (allowed: id, layout, model, seed, edits, unit, image)'],
  ])('says what is wrong with %o', (props, message) => {
    expect(() => ask({ ...good, ...props })).toThrow(message)
  })
})
