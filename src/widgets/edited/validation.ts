import type { ComparisonData } from '../../artifacts/difference.ts'

/** How often an edited network is right on validation images, as it was measured where these are. */
export interface Validation {
  /** What the images are. */
  data: string
  comparison: ComparisonData
}
