/**
 * What the numbers of each family mean, as controls, measurements and documentation read them: plain
 * data, so that a page knows it without loading TF.js.
 *
 * x runs right and y down, in input pixels; angles are in degrees, counter-clockwise, 0 to the right.
 */
export interface Parameter {
  default: number
  /** Smallest and largest value that makes sense to offer; values beyond are drawn all the same. */
  range: readonly [number, number]
  /** Smallest change worth offering. */
  step: number
  unit: 'degrees' | 'pixels' | '1/pixels' | 'share' | 'count'
  meaning: string
  /** Turning by so many degrees gives the same picture. */
  period?: 90 | 180 | 360
  /** Only whole numbers make sense; it has no gradient. */
  whole?: true
}

type Range = readonly [number, number]

const degrees = (meaning: string, period: 90 | 180 | 360 = 360, start = 0): Parameter => ({
  default: start,
  range: [0, period],
  step: 1,
  unit: 'degrees',
  meaning,
  period,
})
/** An angle that is no direction: an extent or a difference. */
const extent = (start: number, range: Range, meaning: string): Parameter => ({
  default: start,
  range,
  step: 1,
  unit: 'degrees',
  meaning,
})
const pixels = (start: number, range: Range, meaning: string, step = 0.5): Parameter => ({
  default: start,
  range,
  step,
  unit: 'pixels',
  meaning,
})
const share = (start: number, range: Range, meaning: string): Parameter => ({
  default: start,
  range,
  step: 0.05,
  unit: 'share',
  meaning,
})
const count = (start: number, range: Range, meaning: string): Parameter => ({
  default: start,
  range,
  step: 1,
  unit: 'count',
  meaning,
  whole: true,
})

/** Where the figure stands. */
const place = (what: string) => ({
  x: pixels(0, [-24, 24], `${what}, to the right`),
  y: pixels(0, [-24, 24], `${what}, down`),
})
const stroke = pixels(3, [1, 8], 'width of the stroke')
const filled = share(0, [0, 1], 'how much of the figure’s colour its inside gets')

export const parameters = {
  curve: {
    angle: degrees('direction of the outward normal'),
    curvature: {
      default: 0,
      range: [0, 0.2],
      step: 0.002,
      unit: '1/pixels',
      meaning: '1 / radius; 0 is a straight line',
    },
    ...place('the point that the curve bends at'),
    width: stroke,
    span: extent(90, [10, 180], 'how far the arc reaches to each side; 180 closes the circle'),
  },
  line: {
    angle: degrees('direction of the line', 180),
    ...place('its middle'),
    width: stroke,
    length: pixels(90, [2, 90], 'from end to end'),
  },
  corner: {
    angle: degrees('direction that the tip points in'),
    opening: extent(90, [10, 170], 'angle between the two arms'),
    ...place('its tip'),
    width: stroke,
    length: pixels(40, [4, 60], 'length of each arm'),
    filled,
  },
  circle: {
    ...place('its centre'),
    radius: pixels(10, [1, 32], 'to the middle of the stroke'),
    width: stroke,
    filled,
  },
  ellipse: {
    angle: degrees('direction of the long axis', 180),
    ...place('its centre'),
    radius: pixels(14, [2, 32], 'half the long axis'),
    aspect: share(0.6, [0.3, 1], 'short axis / long axis'),
    width: stroke,
    filled,
  },
  spiral: {
    angle: degrees('direction in which it begins'),
    ...place('its centre'),
    pitch: pixels(9, [4, 24], 'from one turn to the next'),
    turns: share(2.5, [0.5, 5], 'how often it winds around'),
    handedness: {
      ...count(1, [-1, 1], '1 winds counter-clockwise outward, −1 clockwise'),
      step: 2,
    },
    width: stroke,
  },
  grating: {
    angle: degrees('direction across the stripes', 360),
    wavelength: pixels(8, [2, 40], 'from one stripe to the next'),
    phase: degrees('of the wave at the centre; 0 is darkest there'),
    ...place('the centre'),
    square: share(0, [0, 1], '0 is a sine wave, 1 has sharp edges'),
    radius: pixels(64, [4, 64], 'beyond it the picture is grey'),
  },
  checker: {
    angle: degrees('direction of a side', 90),
    side: pixels(8, [2, 32], 'side of a square'),
    ...place('the middle of a dark square'),
  },
  frequencyEdge: {
    angle: degrees('direction in which the high frequency lies'),
    high: pixels(4, [2, 12], 'wavelength on that side'),
    low: pixels(16, [6, 48], 'wavelength on the other side'),
    tilt: extent(90, [0, 180], 'from that direction to the one across the stripes'),
    phase: degrees('of both waves at the edge'),
    ...place('a point of the edge'),
  },
  colourEdge: {
    angle: degrees('direction in which the figure’s colour lies'),
    ...place('a point of the edge'),
    blur: pixels(1, [1, 24], 'width of the transition'),
  },
  texture: {
    angle: degrees('mean direction across its grain', 180),
    wavelength: pixels(7, [2, 32], 'mean size of its grain'),
    spread: extent(180, [0, 180], 'range of directions; 180 prefers none'),
    bandwidth: share(0.5, [0, 1.5], 'range of wavelengths, in octaves to each side'),
    ...place('where its origin lies'),
    seed: count(0, [0, 99], 'which texture of this kind'),
  },
  eyePair: {
    angle: degrees('direction from one eye to the other', 180),
    separation: pixels(22, [6, 48], 'between the centres'),
    ...place('the point between them'),
    radius: pixels(5, [1, 14], 'of each eye'),
    highlight: share(0.35, [0, 0.8], 'radius of the bright spot in the eye / radius of the eye'),
  },
  wheel: {
    angle: degrees('direction of a spoke'),
    spokes: count(8, [2, 20], 'number of spokes'),
    ...place('its centre'),
    radius: pixels(20, [4, 32], 'to the middle of the rim'),
    width: stroke,
    hub: share(0.2, [0, 0.6], 'radius of the hub / radius'),
  },
  head: {
    pose: {
      ...share(1, [-1, 1], '−1 looks left, 0 at the reader, 1 right'),
      step: 0.1,
    },
    angle: degrees('tilt of the head'),
    ...place('the middle of the skull'),
    size: pixels(16, [4, 28], 'radius of the skull'),
    fur: share(0.5, [0, 1], 'how much of the figure’s colour the fur has'),
    ears: share(0.5, [0, 1], 'length of the ears / radius of the skull'),
  },
} satisfies Record<string, Record<string, Parameter>>

/** What every family takes beside its own. */
export const paintParameters = {
  contrast: share(1, [0, 1], 'how much of the figure’s colour replaces the ground’s'),
  hue: {
    ...degrees('of the figure, red 0, green 120, blue 240; the ground has the opposite'),
    step: 5,
  },
  saturation: share(0, [0, 1], 'how much of the hue replaces both colours'),
} satisfies Record<string, Parameter>

/** Paint that a family has of its own. */
export const familyPaint: { [F in FamilyName]?: { saturation: number } } = {
  colourEdge: { saturation: 1 },
}

/** Every number that a sample of a family may hold, its own first, with the defaults it has there. */
export function everyParameter(family: FamilyName): Record<string, Parameter> {
  const { saturation } = paintParameters
  const own = familyPaint[family]?.saturation ?? saturation.default
  return {
    ...parameters[family],
    ...paintParameters,
    saturation: { ...saturation, default: own },
  }
}

export const familyNames = Object.keys(parameters) as FamilyName[]

export type FamilyName = keyof typeof parameters
export type ParameterOf<F extends FamilyName> = keyof (typeof parameters)[F] & string
/** A family's own numbers. */
export type Table<K extends string> = Record<K, Parameter>
