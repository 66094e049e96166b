/** The methods as readers know them, in the order shown. */
import type { Method } from '../../attribution/methods.ts'

export const NAMES: Readonly<Record<Method, string>> = {
  gradient: 'Gradient',
  smoothGrad: 'SmoothGrad',
  gradientTimesInput: 'Gradient × input',
  integratedGradients: 'Integrated gradients',
  occlusion: 'Occlusion',
  gradCam: 'Grad-CAM',
  guidedBackprop: 'Guided backprop',
  guidedGradCam: 'Guided Grad-CAM',
}

export const ORDER = Object.keys(NAMES) as Method[]

/** The methods of one pass first, so that a first map is there soon. */
export const QUICKEST: Method[] = [
  'gradCam',
  'gradient',
  'gradientTimesInput',
  'guidedBackprop',
  'guidedGradCam',
  'occlusion',
  'smoothGrad',
  'integratedGradients',
]

/** Cells of a mosaic, as `request.ts` allows them, and in words. */
export const GRIDS = [1, 2, 4] as const
export const GRID_NAMES = ['one picture', 'two side by side', 'four in a square'] as const
