import { expect, it } from 'vitest'
import { figureKinds } from '../../../src/figures/declarations.ts'
import { requestsWritten } from '../../../src/figures/figureRequests.ts'
import kernel from '../../../src/figures/kernel/declaration.ts'
import { SEARCHED } from '../../../src/vocabulary/seededStimuli.ts'
import { surroundings } from '../surroundings.ts'

const at = surroundings()
const ask = (props: Record<string, unknown>) =>
  requestsWritten('Kernel', figureKinds.Kernel.kind, { id: 'fig-a', ...props }, at)

it('asks for the weights, and for the pictures of the units on both sides', () => {
  const { kernel: weights, ...sheets } = ask({ to: 'conv4/39', from: 'conv1/10' })
  expect(weights).toEqual({
    kind: 'kernel',
    model: 'lumen',
    to: 'conv4/39',
    from: 'conv1/10',
    relu: 'identity',
    maxPool: 'average',
    image: null,
    families: SEARCHED,
    perFamily: 8,
    seed: 0,
  })
  expect(Object.keys(sheets)).toEqual(['conv4', 'conv1'])
  const { kernel: first, ...rest } = ask({ to: 'conv4/39', from: 'input', maxPool: 'true', image: 'bus-2' })
  expect(first).toMatchObject({ maxPool: 'true', image: 'bus-2' })
  expect(Object.keys(rest)).toEqual(['conv4'])
})

it.each([
  [{ from: 'conv1/2' }, 'invalid to of <Kernel>: nothing (write a unit of conv1/0…31'],
  [{ to: 'conv4/64', from: 'conv3/1' }, 'invalid to of <Kernel>: "conv4/64" (write a unit of'],
  [{ to: 'pool2/1', from: 'conv1/1' }, 'invalid to of <Kernel>: "pool2/1" (write a unit of conv1/0…31'],
  [
    { to: 'conv2/1', from: 'conv3/1' },
    'invalid from of <Kernel>: "conv3/1" (write a unit of input, conv1/0…31, as in from="conv4/39")',
  ],
  [
    { to: 'conv4/1', from: 'conv1/1', weights: 'kernel' },
    'invalid weights of <Kernel>: kernel (conv4/1 has kernels on units of conv3; write weights="expanded" for conv1/1)',
  ],
  [
    { to: 'conv4/1', from: 'conv1/1', relu: 'third' },
    'invalid relu of <Kernel>: "third" (write one of identity, half, true, as in relu="identity")',
  ],
  [
    { to: 'conv4/1', from: 'conv1/1', scale: -1 },
    'invalid scale of <Kernel>: -1 (write a number from 0, as in scale={0})',
  ],
  [
    { to: 'conv4/1', from: 'conv1/1', pool: 'x' },
    'unknown prop of <Kernel>: pool (allowed: id, layout, model, seed, to, from, weights, relu, maxPool, image, scale)',
  ],
])('refuses %o', (props, message) => {
  expect(() => ask(props)).toThrow(message)
})

it('takes the plain kernel where layers are adjacent', () => {
  const settled = (state: object) => kernel.settle?.(state as never, at, ['to'], state as never)
  const state = { to: 'conv4/1', from: 'conv3/2', weights: 'kernel', relu: 'identity', maxPool: 'average', image: '' }
  expect(settled(state)).toEqual(state)
  // conv2 has no weights on conv3: the lower unit moves to the nearest layer, with the channel it has there.
  expect(settled({ ...state, to: 'conv2/1', from: 'conv3/47' })).toMatchObject({ from: 'conv1/31', weights: 'kernel' })
  expect(settled({ ...state, to: 'conv1/1' })).toMatchObject({ from: 'input', weights: 'expanded' })
  expect(settled({ ...state, from: 'conv1/2' })).toMatchObject({ from: 'conv1/2', weights: 'expanded' })
})
