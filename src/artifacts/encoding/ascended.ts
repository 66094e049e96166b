/** The last step of an ascent → its first picture as a file, and its score. */
import type { Ascended } from '../../optvis/ascent.ts'
import type { Score, Tiles } from '../manifest.ts'
import { encodeWebp } from './webp.ts'

/**
 * @param what what is pictured, in the words that messages have; the unit when absent
 * @throws Error where a pixel is no number
 */
export async function encodeAscended(
  { images, height, width, steps }: Ascended,
  { unit, score, what = unit }: { unit: string; score: number; what?: string },
): Promise<{ picture: { bytes: Uint8Array; tiles: Tiles }; score: Score }> {
  if (!images.every(Number.isFinite)) throw new Error(`picture of ${what} came out with a pixel that is no number`)
  const pixels = Uint8Array.from(images, (value) => Math.round(255 * value))
  return {
    picture: { bytes: await encodeWebp({ pixels, width, height }), tiles: { width, height, columns: 1, rows: 1 } },
    score: { unit, score, steps, dead: score <= 0 },
  }
}
