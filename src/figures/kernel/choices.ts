/** What a reader can change of the weights between two units. */

/** Stimuli of each family that the mean true gradient is over. */
export const PER_FAMILY = 8

export const RELUS = ['identity', 'half', 'true'] as const
export const POOLS = ['average', 'true'] as const
export const SHOWN = ['kernel', 'expanded'] as const

/** What a reader can change. */
export interface KernelState {
  /** As in `conv4/39`. */
  to: string
  /** As in `conv3/12`; `input` for the image. */
  from: string
  /** Plain where the layers are adjacent, or expanded. */
  weights: (typeof SHOWN)[number]
  /** What stands for a ReLU. */
  relu: (typeof RELUS)[number]
  /** What stands for max pooling. */
  maxPool: (typeof POOLS)[number]
  /** The picture of true slopes and routes. */
  image: string
}
