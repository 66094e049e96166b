/** What a number of a stimulus means, as controls, measurements and documentation read it. */
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

/** Numbers of a stimulus by name. */
export type Numbers = Record<string, number>

type Range = readonly [number, number]

export const degrees = (meaning: string, period: 90 | 180 | 360 = 360, start = 0): Parameter => ({
  default: start,
  range: [0, period],
  step: 1,
  unit: 'degrees',
  meaning,
  period,
})

/** An angle that is no direction: an extent or a difference. */
export const extent = (start: number, range: Range, meaning: string): Parameter => ({
  default: start,
  range,
  step: 1,
  unit: 'degrees',
  meaning,
})

export const pixels = (start: number, range: Range, meaning: string, step = 0.5): Parameter => ({
  default: start,
  range,
  step,
  unit: 'pixels',
  meaning,
})

export const share = (start: number, range: Range, meaning: string): Parameter => ({
  default: start,
  range,
  step: 0.05,
  unit: 'share',
  meaning,
})

export const count = (start: number, range: Range, meaning: string): Parameter => ({
  default: start,
  range,
  step: 1,
  unit: 'count',
  meaning,
  whole: true,
})

/** Where a figure stands. */
export const place = (what: string) => ({
  x: pixels(0, [-24, 24], `${what}, to the right`),
  y: pixels(0, [-24, 24], `${what}, down`),
})

export const strokeWidth = pixels(3, [1, 8], 'width of the stroke')

export const filled = share(0, [0, 1], 'how much of the figure’s colour its inside gets')
