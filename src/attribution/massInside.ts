/** How much of an attribution lies where it should. */
import type { Relevance } from './relevance.ts'

/**
 * The share of the map's positive mass that lies inside the mask (Zhang et al. 2016, arXiv 1608.00507, ask
 * only for the maximum; Böhle et al. 2021, arXiv 2104.00032, for the mass). Null where no value is positive.
 * @param mask one number per pixel of the map, in [0, 1]
 */
export function massInside({ values }: Relevance, mask: ArrayLike<number>): number | null {
  if (mask.length !== values.length) throw new Error(`mask of ${mask.length} pixels for a map of ${values.length}`)
  let inside = 0
  let all = 0
  values.forEach((value, i) => {
    const mass = Math.max(0, value)
    all += mass
    inside += mass * mask[i]
  })
  return all > 0 ? inside / all : null
}
