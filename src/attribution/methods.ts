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

/** Methods whose values have a sign: what speaks for the class, and what against it. */
export const SIGNED: readonly Method[] = ['gradientTimesInput', 'integratedGradients', 'occlusion']
