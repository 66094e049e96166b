/** What this lecture says about lumen, as functions of it; `<Claim id="claim-…">` shows each. */
import { familyMatrix } from '../../src/circuits/kernels/familyMatrix.ts'
import { linearCka } from '../../src/circuits/compare/linearCka.ts'
import { matchUnits } from '../../src/circuits/compare/unitMatching.ts'
import { detected, detectors, members } from '../../src/circuits/responses/detectors.ts'
import { stimulusResponsesOf } from '../../src/circuits/responses/layerResponses.ts'
import { seededStimuli } from '../../src/circuits/responses/sameStimuli.ts'
import { apart, best, concentration, curveOf } from '../../src/circuits/responses/preference.ts'
import { tuning } from '../../src/circuits/responses/tuning.ts'
import { unitFactors } from '../../src/circuits/parts/unitFactors.ts'
import type { Claims } from '../../src/model/claim.ts'
import type { Model } from '../../src/model/model.ts'
import { familyNamed } from '../../src/stimuli/families.ts'
import type { DetectorName } from '../../src/vocabulary/detectorNames.ts'
import { SEARCHED } from '../../src/vocabulary/seededStimuli.ts'

/** The curves of conv4 as `npm run explore` found them, and how each is turned against the first. */
const curves = [
  [39, 0],
  [48, 0],
  [54, 15],
  [31, 30],
  [35, 105],
  [52, 150],
  [17, 225],
  [51, 270],
] as const

const respond = async (model: Model, unit: string, family: string, samples: Record<string, number>[]) =>
  Array.from((await tuning(model, [unit])(familyNamed(family), samples))[0])

const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length

/** Ten stimuli of each family, so that a page measures it in seconds. */
const TURNS = SEARCHED.length
const STIMULI = 10 * TURNS

const responses = (model: Model, layer: string) => stimulusResponsesOf(model, layer, seededStimuli(STIMULI, 0))

async function countFound(model: Model, layer: string, name: DetectorName): Promise<number> {
  const { most } = await responses(model, layer)
  return members(await detected(model, layer, detectors[name]), most).length
}

export const claims = {
  'prefers-a-direction': {
    measures: 'degrees between 80° and the direction in which the best curve bulges',
    async measure(model) {
      const curve = await curveOf(model, 'conv4/39', 'curve', 'angle', { curvature: 0.07, y: -4 })
      return apart(best(curve).at, 80)
    },
    atMost: 20,
    layer: 'conv4',
  },
  'family-turns': {
    measures:
      'how much of eight units’ response to curves lies about the direction that their turn predicts, from −1 to 1',
    async measure(model) {
      const found = []
      for (const [channel, turn] of curves) {
        const curve = await curveOf(model, `conv4/${channel}`, 'curve', 'angle', {
          curvature: 0.07,
        })
        found.push(concentration(curve, 80 + turn))
      }
      return mean(found)
    },
    atLeast: 0.6,
    layer: 'conv4',
  },
  'used-downstream': {
    measures: 'place of conv4/39 among the inputs of conv5/99, by the sum of the weights on each',
    measure(model) {
      const { data, shape } = model.stored.get('conv5/kernel')!
      const [height, width, inputs, filters] = shape as [number, number, number, number]
      const sums = Array.from({ length: inputs }, (_, input) => {
        let sum = 0
        for (let tap = 0; tap < height * width; tap++) sum += data[(tap * inputs + input) * filters + 99]
        return sum
      })
      return Promise.resolve(sums.filter((each) => each > sums[39]).length + 1)
    },
    atMost: 3,
    layer: 'conv5',
  },
  'bent-not-straight': {
    measures: 'share of the response to a curve that is lost where the curve is straightened',
    async measure(model) {
      const [bent, straight] = await respond(
        model,
        'conv4/39',
        'curve',
        [0.07, 0].map((curvature) => ({ angle: 80, curvature, y: -4 })),
      )
      return bent > 0 ? (bent - straight) / bent : 0
    },
    atLeast: 0.5,
    layer: 'conv4',
  },
  ring: {
    measures: 'what closing a half circle to a whole one adds, as a share of the response to the whole',
    async measure(model) {
      const [half, whole] = await respond(
        model,
        'conv6/42',
        'curve',
        [90, 180].map((span) => ({ angle: 90, curvature: 1 / 22, span, y: -22 })),
      )
      return whole > 0 ? (whole - half) / whole : 0
    },
    atLeast: 0.3,
    layer: 'conv6',
  },
  'fine-sides': {
    measures:
      'how much of the response of conv6/119 lies about 85°, and of conv6/70 about 265°, from −1 to 1, the mean of both',
    async measure(model) {
      const edge = { high: 4, low: 16, tilt: 90 }
      const above = await curveOf(model, 'conv6/119', 'frequencyEdge', 'angle', edge)
      const below = await curveOf(model, 'conv6/70', 'frequencyEdge', 'angle', edge)
      return mean([concentration(above, 85), concentration(below, 265)])
    },
    atLeast: 0.9,
    layer: 'conv6',
  },
  'fine-mix': {
    measures:
      'response to stripes of 4 pixels over that to stripes of 24, of the mix that conv6/119 wants above and not below, over the same of its other mix',
    async measure(model) {
      const { factors } = unitFactors(model, { unit: 'conv6/119', count: 2, seed: 0 })
      const upper = factors.map(
        ({ map: { width, values } }) =>
          values.slice(0, width).reduce((sum, each) => sum + each, 0) -
          values.slice(-width).reduce((sum, each) => sum + each, 0),
      )
      const above = upper[0] > upper[1] ? 0 : 1
      const units = Array.from(factors[0].channels, (_, channel) => `conv5/${channel}`)
      const angles = Array.from({ length: 8 }, (_, i) => 22.5 * i)
      const stripes = [4, 24].flatMap((wavelength) =>
        angles.flatMap((angle) => [0, 90].map((phase) => ({ wavelength, angle, phase }))),
      )
      const responses = await tuning(model, units)(familyNamed('grating'), stripes)
      const fineness = factors.map(({ channels }) => {
        const mixed = stripes.map((_, i) =>
          channels.reduce((sum, weight, channel) => sum + weight * responses[channel][i], 0),
        )
        const half = stripes.length / 2
        return mean(mixed.slice(0, half)) / mean(mixed.slice(half))
      })
      return fineness[above] / fineness[1 - above]
    },
    atLeast: 1.5,
    layer: 'conv6',
  },
  'one-pattern': {
    measures: 'share of the weights from the lines of conv3 to the curves of conv4 that one pattern, turned, explains',
    measure: (model) =>
      Promise.resolve(
        familyMatrix(model, {
          symmetry: 'rotation',
          lower: {
            layer: 'conv3',
            period: 180,
            members: [
              [43, 0],
              [57, 0],
              [45, 10],
              [17, 20],
              [28, 40],
              [13, 40],
              [19, 40],
              [52, 50],
              [22, 60],
              [33, 70],
              [60, 70],
              [47, 80],
              [3, 80],
              [26, 100],
              [42, 100],
              [29, 110],
              [53, 110],
              [34, 130],
              [55, 140],
              [46, 140],
              [20, 140],
            ].map(([channel, by]) => ({ channel: channel, by: by })),
          },
          upper: { layer: 'conv4', period: 360, members: curves.map(([channel, by]) => ({ channel, by })) },
          step: 30,
          seed: 0,
        }).share,
      ),
    atLeast: 0.09,
    layer: 'conv4',
  },
  fellows: {
    measures: 'mean correlation of each unit with its fellow, on stimuli that the fellow was not chosen by',
    async measure(model, prism) {
      const [own, other] = [await responses(model, 'conv4'), await responses(prism, 'mixed4')]
      return mean(matchUnits(own.means, other.means, false, TURNS).map(({ correlation }) => correlation))
    },
    atLeast: 0.55,
    beside: 'prism',
  },
  'layers-alike': {
    measures: 'linear centred kernel alignment of the two layers, from 0 to 1',
    async measure(model, prism) {
      return linearCka((await responses(model, 'conv4')).means, (await responses(prism, 'mixed4')).means)
    },
    atLeast: 0.65,
    beside: 'prism',
  },
  'curves-in-prism': {
    measures: 'units of mixed4 that meet the criterion of curve detectors',
    measure: (_, prism) => countFound(prism, 'mixed4', 'curve'),
    atLeast: 14,
    beside: 'prism',
  },
  'high-low-in-prism': {
    measures: 'units of mixed6 that meet the criterion of high-low frequency detectors',
    measure: (_, prism) => countFound(prism, 'mixed6', 'highLow'),
    atLeast: 15,
    beside: 'prism',
  },
  'two-causes': {
    measures:
      'place of sports car and of African elephant, the later of the two, among the classes by their weight on conv7/127',
    measure(model) {
      const { data, shape } = model.stored.get('logits/kernel')!
      const classes = shape[1]
      const weights = Array.from({ length: classes }, (_, i) => data[127 * classes + i])
      const places = ['sports car', 'African elephant'].map((name) => {
        const weight = weights[model.table.classes.indexOf(name)]
        return weights.filter((each) => each > weight).length + 1
      })
      return Promise.resolve(Math.max(...places))
    },
    atMost: 10,
    layer: 'logits',
  },
} satisfies Claims
