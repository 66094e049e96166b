import { describe, expect, it } from 'vitest'
import declaration from '../../../src/figures/equivariance/declaration.ts'
import { requestsWritten, withModel } from '../../../src/figures/figureRequests.ts'
import type { Surroundings } from '../../../src/vocabulary/props/prop.ts'
import { resolveState } from '../../../src/vocabulary/props/readState.ts'
import { resolveProps } from '../../../src/vocabulary/props/resolveProps.ts'
import { surroundings } from '../surroundings.ts'

const at = surroundings()
const ask = (written: Record<string, unknown>) =>
  requestsWritten('Equivariance', declaration, { id: 'fig-a', ...written }, at)

describe('the requests of <Equivariance>', () => {
  it('are a family on its first picture, and pictures of its layer', () => {
    const { moved, conv2 } = ask({ family: 'colour edges conv2/15', stimulus: 'colourEdge', hue: 30 })
    expect(moved).toEqual({
      kind: 'equivariance',
      model: 'lumen',
      symmetry: 'rotation',
      family: { stimuli: 'colour edges', lead: 'conv2/15' },
      each: 1,
      stimulus: 'colourEdge',
      sample: { hue: 30 },
    })
    expect(conv2).toMatchObject({ kind: 'sheet', seed: 0 })
    expect(conv2?.units).toHaveLength(48)
  })

  it.each([
    [{}, /^invalid family of <Equivariance>: nothing \(write the stimuli and the leading unit of a family/],
    [{ family: 'conv2/15' }, /^invalid family of <Equivariance>: "conv2\/15" .*as in family="curves conv4\/39"/],
    [{ family: 'curves conv4/64' }, /^invalid family of <Equivariance>: "curves conv4\/64"/],
    [
      { family: 'curves conv4/39', symmetry: 'scale' },
      'invalid symmetry of <Equivariance>: "scale" (write one of rotation, reflection, hue, as in symmetry="rotation")',
    ],
    [
      { family: 'curves conv4/39', stimulus: 'dog' },
      /^invalid stimulus of <Equivariance>: "dog" \(write one of curve,/,
    ],
    [
      { family: 'curves conv4/39', curvature: 2 },
      'invalid curvature of <Equivariance>: 2 (write a number from 0 to 0.2, as in curvature={0})',
    ],
    [{ family: 'curves conv4/39', symmetry: 'reflection', move: 2 }, /^invalid move of .*a whole number from 0 to 1/],
    [{ family: 'curves conv4/39', pitch: 2 }, /^unknown prop of <Equivariance>: pitch \(allowed: id, layout, .*angle/],
    [{ family: 'curves conv4/39', image: 'bus-2' }, /^unknown prop of <Equivariance>: image/],
  ])('of %o say what was allowed', (written, message) => {
    expect(() => ask(written)).toThrow(message)
  })
})

it('the state keeps to what there is where an address asks for more', () => {
  const kind = withModel(declaration)
  const values = resolveProps({ element: 'Equivariance', ...kind }, { family: 'a conv4/1' }, at)
  const families = ['a conv4/1', 'b conv4/2'].map((name) => ({ name, layer: 'conv4', period: 360, members: [] }))
  const here: Surroundings = { ...at, families, pictures: ['first', 'a-line'] }
  const stateOf = (...asked: [string, string][]) => {
    const { family, what, move, image } = resolveState(kind, new Map(asked), values, here).state
    return { family, what, move, image }
  }
  const initial = { family: 'a conv4/1', what: 'picture', move: 0, image: 'first' }
  expect(stateOf(['family', 'b conv4/2'], ['what', 'weights'], ['move', '45'], ['image', 'a-line'])).toEqual({
    family: 'b conv4/2',
    what: 'weights',
    move: 45,
    image: 'a-line',
  })
  expect(stateOf(['family', 'c'], ['what', 'x'], ['move', '400'], ['image', 'dog'])).toEqual(initial)
  expect(stateOf(['move', ''])).toEqual(initial)
})
