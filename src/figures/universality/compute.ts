/** One unit of a network as it is laid beside its fellow: its responses in every direction, and what it is made of. */
import { strongestKernels, type InputKernel } from '../../circuits/compare/strongestKernels.ts'
import { detectors, directionCurve } from '../../circuits/responses/detectors.ts'
import type { Model } from '../../model/model.ts'
import type { DetectorName } from '../../vocabulary/detectorNames.ts'

export interface PortraitAsked {
  layer: string
  channel: number
  detector: DetectorName
  /** Which way of showing the detector's stimuli. */
  way: number
  /** How many kernels. */
  count: number
}

export interface Portrait {
  curve: Float32Array
  kernels: InputKernel[]
}

export const portrait = async (
  model: Model,
  { layer, channel, detector, way, count }: PortraitAsked,
): Promise<Portrait> => ({
  curve: await directionCurve(model, `${layer}/${channel}`, detectors[detector], way),
  kernels: strongestKernels(model, layer, channel, count),
})
