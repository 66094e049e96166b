/** A curve detector that the reader builds from line detectors, beside the learned one and in its place. */
import type { HandBuiltData, HandBuiltRequest } from '../../artifacts/handBuilt/artifact.ts'
import type { SheetRequest } from '../../artifacts/sheet/artifact.ts'
import { DIRECTIONS } from '../../vocabulary/curveRecipe.ts'
import { figureKind, type Shown } from '../../vocabulary/figureKind.ts'
import { INPUT, layerOf, partsOf, weighedLayers, type Network, type NetworkLayer } from '../../vocabulary/network.ts'
import { number } from '../../vocabulary/props/number.ts'
import { parsedText } from '../../vocabulary/props/text.ts'
import { listOf, unit, units } from '../../vocabulary/props/unit.ts'
import { decodePaint, encodePaint } from './paint.ts'
import { describe, handBuiltTable, STEPS, type View } from './view.ts'

interface Made {
  built: Shown<HandBuiltData, 'picture'>
  /** What the learned unit looks for. */
  learned: Shown<undefined, 'sheet'>
}

/** Cells of the layer's kernels, down and across; none where its units are weighed otherwise. */
function kernelSize({ weights, field }: NetworkLayer): readonly [number, number] {
  if (!weights?.taps) return [0, 0]
  const { field: below, dilation } = weights.taps
  const cells = (axis: 0 | 1) => 1 + (field.size[axis] - below.size[axis]) / (below.stride[axis] * dilation)
  return [cells(0), cells(1)]
}

/** Layers in whose units' place a curve can be built: square kernels on the units of another. */
const buildable = (network: Network): NetworkLayer[] =>
  weighedLayers(network).filter((layer) => {
    const [down, across] = kernelSize(layer)
    return layer.weights.adjacent !== INPUT && down > 0 && down === across
  })

/** How many weights are painted. */
function cellsOf(network: Network, unit: unknown): number {
  const layer = layerOf(network, partsOf(String(unit)).layer)
  return layer ? DIRECTIONS * kernelSize(layer)[0] ** 2 : 0
}

const part = (meaning: string, range: readonly [number, number], step: number, fallback: number) =>
  number({ meaning, range, step, fallback, reader: true })

export default figureKind({
  says: 'A curve detector built by hand in place of a learned one.',
  example: '<HandBuilt id="fig-built" unit="conv4/39" angle={80} curvature={0.118} />',
  keeps: 'results',
  props: {
    unit: unit({ meaning: 'In whose place it is built.', layers: ({ network }) => buildable(network) }),
    family: units({
      meaning: 'Units that look for the same, turned.',
      fallback: '',
      layers: ({ network }, { unit }) => network.layers.filter(({ name }) => name === partsOf(String(unit)).layer),
    }),
    angle: part('The curve’s outward normal, in degrees, counter-clockwise.', [0, 359], 1, 0),
    curvature: part('1 / radius, per pixel.', [0, 0.2], 0.002, 0.08),
    shift: part('Pixels from the kernel’s middle outward to the curve.', [-6, 6], 0.1, 0),
    width: part('Pixels to either side of the curve at which lines count.', [1, 10], 0.1, 3),
    tolerance: part('Degrees off the curve’s direction at which lines count.', [5, 45], 1, 20),
    inhibition: part('How strongly lines across the curve inhibit.', [0, 2], 0.02, 1),
    threshold: part('What the sum must exceed, as a share of the largest.', [0, 0.9], 0.01, 0.05),
    step: number({
      meaning: 'The step of the recipe that a reader is at.',
      reader: true,
      range: [1, STEPS.length],
      whole: true,
      fallback: STEPS.length,
    }),
    paint: parsedText(
      { meaning: 'Weights that a reader painted.', reader: true, fallback: '' },
      {
        allowed: ({ network }, { unit }) => `${cellsOf(network, unit)} letters, digits and dashes, or nothing`,
        example: '',
        parse: (text, { network }, { unit }) =>
          text === '' || decodePaint(text, cellsOf(network, unit)) ? text : undefined,
        examples: ({ network }, { unit }) => {
          const cells = Array.from({ length: cellsOf(network, unit) }, (_, i) => Math.cos(i))
          return ['', encodePaint(cells)]
        },
      },
    ),
  },
  clash({ step, paint }, { network: { id, classes } }) {
    if (classes.length === 0) return `<HandBuilt> needs a network with classes (${id} has none)`
    return step < STEPS.length || paint
      ? 'invalid step or paint of <HandBuilt> (write neither: it begins with the whole recipe)'
      : undefined
  },
  /** What the recipe says takes the place of what was painted, but for the threshold. */
  settle: (state, _, changed) =>
    changed.includes('paint') || changed.every((name) => name === 'threshold') ? state : { ...state, paint: '' },
  requests({ unit, family, threshold, seed, ...props }, { network: { id } }) {
    const { angle, curvature, shift, width, tolerance, inhibition } = props
    const built: HandBuiltRequest = {
      kind: 'handBuilt',
      model: id,
      unit,
      family: othersOf(unit, family),
      recipe: { angle, curvature, shift, width, tolerance, inhibition },
      threshold,
      seed,
    }
    const learned: SheetRequest = { kind: 'sheet', model: id, units: [unit], seed }
    return { built, learned }
  },
  view: ({ built: { data } }: Made): View => ({ ...data, correlation: data.correlations.at(-1) ?? 0, silent: false }),
  words: describe,
  table: handBuiltTable,
})

/** The members of a family, each once, without the unit itself. */
export const othersOf = (unit: string, family: string): string[] =>
  [...new Set(listOf(family))].filter((each) => each !== unit)
