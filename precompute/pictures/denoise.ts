/**
 * Non-local means (Buades, Coll and Morel 2005): each pixel becomes the mean of the pixels nearby whose
 * surroundings look like its own. Path tracing leaves grain; edges and relief stay.
 */
import type { Pixels } from '../../src/artifacts/encoding/webp.ts'

/** Half the side, in pixels, of the square searched and of the squares compared. */
const SEARCH = 4
const PATCH = 1

/** @param strength the difference, in grey levels, up to which surroundings count as alike */
export function denoise({ pixels, width, height }: Pixels, strength: number): Pixels {
  const made = new Uint8Array(pixels.length)
  const at = (x: number, y: number) =>
    3 * (Math.max(0, Math.min(height - 1, y)) * width + Math.max(0, Math.min(width - 1, x)))
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const sum = [0, 0, 0]
      let total = 0
      for (let dy = -SEARCH; dy <= SEARCH; dy++)
        for (let dx = -SEARCH; dx <= SEARCH; dx++) {
          let difference = 0
          for (let v = -PATCH; v <= PATCH; v++)
            for (let u = -PATCH; u <= PATCH; u++) {
              const [a, b] = [at(x + u, y + v), at(x + dx + u, y + dy + v)]
              for (let c = 0; c < 3; c++) difference += (pixels[a + c] - pixels[b + c]) ** 2
            }
          const mean = difference / (3 * (2 * PATCH + 1) ** 2)
          const weight = Math.exp(-Math.max(0, mean - strength ** 2) / strength ** 2)
          const from = at(x + dx, y + dy)
          for (let c = 0; c < 3; c++) sum[c] += weight * pixels[from + c]
          total += weight
        }
      for (let c = 0; c < 3; c++) made[3 * (y * width + x) + c] = Math.round(sum[c] / total)
    }
  return { pixels: made, width, height }
}
