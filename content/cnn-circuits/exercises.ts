/** What this lecture asks about lumen, as functions of it. */
import { correlation } from '../../src/circuits/compare/correlation.ts'
import { sameStimuliMeans, seededStimuli } from '../../src/circuits/responses/sameStimuli.ts'
import { best, curveOf } from '../../src/circuits/responses/preference.ts'
import { tuning } from '../../src/circuits/responses/tuning.ts'
import { brings, type Exercises } from '../../src/model/exercise.ts'
import { familyNamed } from '../../src/stimuli/families.ts'

const UNITS = ['conv6/119', 'conv6/70', 'conv6/161', 'conv6/42']

const FELLOWS = ['mixed4/30', 'mixed4/69', 'mixed4/50', 'mixed4/54']

export const exercises = {
  'turned-copy': {
    asks: 'number',
    unit: 'degrees',
    range: [0, 360],
    period: 360,
    tolerance: 25,
    answer: async (model) => best(await curveOf(model, 'conv4/52', 'curve', 'angle', { curvature: 0.07 })).at,
  },
  'fine-below': {
    asks: 'choice',
    choices: UNITS,
    measures: 'Response to fine stripes below coarse ones',
    async measure(model) {
      const edge = { high: 4, low: 16, tilt: 90, angle: 265 }
      const responses = await tuning(model, UNITS)(familyNamed('frequencyEdge'), [edge])
      return responses.map(([value]) => value)
    },
    right: 'largest',
    margin: 1,
  },
  fellow: {
    asks: 'choice',
    choices: FELLOWS,
    beside: 'prism',
    measures: 'Correlation with conv4/17 over 280 drawn stimuli',
    async measure(model, prism) {
      const stimuli = seededStimuli(280, 0)
      const [own] = await sameStimuliMeans(model, { units: ['conv4/17'], stimuli })
      const theirs = await sameStimuliMeans(prism, { units: FELLOWS, stimuli })
      return theirs.map((each) => correlation(own, each))
    },
    right: 'largest',
    margin: 0.2,
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
  'second-half': {
    asks: 'number',
    unit: 'per cent',
    range: [0, 100],
    tolerance: 12,
    async answer(model) {
      const arcs = [90, 180].map((span) => ({ angle: 90, curvature: 1 / 22, span, y: -22 }))
      const [responses] = await tuning(model, ['conv6/42'])(familyNamed('curve'), arcs)
      const [half, whole] = responses as unknown as [number, number]
      return (100 * (whole - half)) / whole
    },
  },
} satisfies Exercises
