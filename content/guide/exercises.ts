/** What this article asks about lumen, as functions of it. */
import { best, curveOf } from '../../src/circuits/responses/preference.ts'
import { tuning } from '../../src/circuits/responses/tuning.ts'
import { brings, type Exercises } from '../../src/model/exercise.ts'
import { familyNamed } from '../../src/stimuli/families.ts'

/** What the units of a family respond to a curve that bulges straight up. */
const UPWARD = { angle: 90, curvature: 0.07 }
const UNITS = ['conv4/38', 'conv4/54', 'conv4/39', 'conv4/63']

export const exercises = {
  'best-direction': {
    asks: 'number',
    unit: 'degrees',
    range: [0, 360],
    period: 360,
    tolerance: 20,
    async answer(model) {
      const curve = await curveOf(model, 'conv4/35', 'curve', 'angle', { curvature: 0.07 })
      return best(curve).at
    },
  },
  'which-unit': {
    asks: 'choice',
    choices: UNITS,
    measures: 'Response to a curve that bulges up',
    async measure(model) {
      const responses = await tuning(model, UNITS)(familyNamed('curve'), [UPWARD])
      return responses.map(([value]) => value)
    },
    right: 'largest',
    margin: 1,
  },
  silence: brings({
    asks: 'state',
    start: { unit: 'conv4/39', angle: 75, curvature: 0.07, x: 1, y: -4 },
    keeps: ['unit', 'curvature', 'x', 'y'],
    solution: { angle: 255 },
    measures: 'Response of the unit',
    async measure(model, { unit, ...sample }) {
      const [responses] = await tuning(model, [unit])(familyNamed('curve'), [sample])
      return responses[0]
    },
    atMost: 0.05,
  }),
} satisfies Exercises
