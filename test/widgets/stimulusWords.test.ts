import { expect, it } from 'vitest'
import { familyNamed } from '../../src/stimuli/families.ts'
import { everyParameter } from '../../src/vocabulary/stimulus.ts'
import { inUnits, label } from '../../src/widgets/stimulusWords.ts'

const { curvature, x, angle, contrast } = everyParameter(familyNamed('curve'))

it.each([
  [0, curvature, 'straight'],
  [0.08, curvature, '1/12.5 px'],
  [80, angle, '80°'],
  [80.5, angle, '80.5°'],
  [2, x, '2 px'],
  [0.5, contrast, '0.50'],
])('%f is said in its unit', (value, parameter, wanted) => {
  expect(inUnits(value, parameter!)).toBe(wanted)
})

it('calls places by their direction', () => {
  expect(['x', 'y', 'pitch', 'lineWidth'].map(label)).toEqual(['right', 'down', 'pitch', 'line width'])
})
