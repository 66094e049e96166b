import { describe, expect, it } from 'vitest'
import { figureKinds } from '../../../src/figures/declarations.ts'
import { requestsWritten } from '../../../src/figures/figureRequests.ts'
import declaration from '../../../src/figures/handBuilt/declaration.ts'
import { resolveState } from '../../../src/vocabulary/props/readState.ts'
import { surroundings } from '../surroundings.ts'

const ask = (props: Record<string, unknown>) =>
  requestsWritten('HandBuilt', figureKinds.HandBuilt.kind, { id: 'fig-built', ...props }, surroundings())

describe('HandBuilt', () => {
  it('asks for the unit as it is built, and for the learned one’s picture', () => {
    const { built, learned } = ask({ unit: 'conv4/39', family: 'conv4/54  conv4/39 conv4/17 conv4/54', angle: 80 })
    expect(built).toEqual({
      kind: 'handBuilt',
      model: 'lumen',
      unit: 'conv4/39',
      family: ['conv4/54', 'conv4/17'],
      recipe: { angle: 80, curvature: 0.08, shift: 0, width: 3, tolerance: 20, inhibition: 1 },
      threshold: 0.05,
      seed: 0,
    })
    expect(learned).toMatchObject({ kind: 'sheet', units: ['conv4/39'] })
  })

  it.each([
    [{ unit: 'conv1/3' }, 'invalid unit of <HandBuilt>: "conv1/3" (write a unit of conv2/0…'],
    [{ unit: 'logits/3' }, 'invalid unit of <HandBuilt>: "logits/3" (write a unit of conv2/0…'],
    [{ unit: 'conv4/39', family: 'conv3/3' }, 'invalid family of <HandBuilt>: "conv3/3" (write units of conv4/0…63'],
    [{ unit: 'conv4/39', curvature: 1 }, 'invalid curvature of <HandBuilt>: 1 (write a number from 0 to 0.2'],
    [{ unit: 'conv4/39', step: 2 }, 'invalid step or paint of <HandBuilt>'],
  ])('says what is wrong with %o', (props, message) => {
    expect(() => ask(props)).toThrow(message)
  })
})

describe('a state from an address', () => {
  const at = surroundings()
  const recipe = { angle: 80, curvature: 0.1, shift: 0, width: 3, tolerance: 20, inhibition: 1, threshold: 0 }
  const initial = { unit: 'conv4/39', family: '', ...recipe, step: 4, paint: '' }
  const read = (asked: Record<string, string>) => resolveState(declaration, new Map(Object.entries(asked)), initial, at)
  const paint = 'AfAfA'.repeat(40)

  it('has weights for every cell, each of a letter', () => {
    expect(read({ angle: '10', step: '2', paint }).state).toEqual({ ...initial, angle: 10, step: 2, paint })
    const { state, refused } = read({ angle: '999', step: '7', paint: 'A', width: 'x', threshold: '' })
    expect(state).toEqual(initial)
    expect(refused.find(({ name }) => name === 'paint')?.allowed).toContain('200 letters')
  })

  it('loses what was painted once the recipe is changed, but not by the threshold', () => {
    const settled = (...changed: string[]) =>
      declaration.settle?.({ ...recipe, step: 4, paint }, at, changed, { ...recipe, step: 4, paint }).paint
    expect(settled('angle')).toBe('')
    expect(settled('threshold')).toBe(paint)
    expect(settled('angle', 'paint')).toBe(paint)
    expect(settled()).toBe(paint)
  })
})
