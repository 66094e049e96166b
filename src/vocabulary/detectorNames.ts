/** Families of detectors that are looked for in any network, and what they are called. */
export const detectorNames = ['curve', 'colourContrast', 'highLow'] as const

export type DetectorName = (typeof detectorNames)[number]

export const detectorWords: Readonly<Record<DetectorName, { one: string; several: string; angle: string }>> = {
  curve: { one: 'curve detector', several: 'curve detectors', angle: 'the direction in which a curve bulges' },
  colourContrast: {
    one: 'colour contrast detector',
    several: 'colour contrast detectors',
    angle: 'the side on which a colour lies, its opposite on the other',
  },
  highLow: {
    one: 'high-low frequency detector',
    several: 'high-low frequency detectors',
    angle: 'the side on which fine stripes lie, coarse ones on the other',
  },
}
