/** The methods there are, by name. */
export const METHODS = [
  'gradient',
  'smoothGrad',
  'gradientTimesInput',
  'integratedGradients',
  'occlusion',
  'gradCam',
  'guidedBackprop',
  'guidedGradCam',
] as const

export type Method = (typeof METHODS)[number]
