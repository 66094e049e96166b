/** What an ImageInput offers, and what it hands on. */
import type { Sheet } from '../sheet.ts'
import { UnreadableImage } from './readImage.ts'

export interface ChosenImage {
  /** RGB in [0, 1], row by row: `size` · `size` · 3 numbers. */
  values: Float32Array
  /** For the address: `orange-1`, `conv4/17`; empty where it cannot be named there. */
  name: string
  /** For readers: `Three oranges on a kitchen table`. */
  caption: string
  /** A stroke in progress: more follows at once. */
  passing: boolean
}

/** A picture to choose from. */
export interface Choice {
  name: string
  caption: string
  /** Square or not; its middle is taken. */
  src: string
  /** What stands over the row of pictures it belongs to: `Pictures`, `From this article`. */
  group: string
  /** A small picture of it; `src` itself where absent. */
  thumbnail?: { sheet: Sheet; index: number }
  /** Where `src` is a sheet: the tile. */
  tile?: { sheet: Sheet; index: number }
}

/** A picture in words, by its name; a path where it is none to choose from. */
export const captionOf = (choices: readonly Choice[], name: string): string =>
  choices.find((each) => each.name === name)?.caption ?? name

/**
 * The middle square of a choice, `size` pixels wide.
 * @throws UnreadableImage where it cannot be loaded
 */
export async function loadChoice({ src, tile, caption }: Choice, size: number): Promise<ImageBitmap> {
  const response = await fetch(src).catch(() => undefined)
  if (!response?.ok) throw new UnreadableImage(`“${caption}” could not be loaded`)
  const whole = await createImageBitmap(await response.blob())
  const [x, y, side] = tile ? tileSquare(tile.sheet, tile.index) : middleSquare(whole)
  try {
    const options = { resizeWidth: size, resizeHeight: size, resizeQuality: 'high' } as const
    return await createImageBitmap(whole, x, y, side, side, options)
  } finally {
    whole.close()
  }
}

/** Left, top and side. */
function middleSquare({ width, height }: { width: number; height: number }) {
  const side = Math.min(width, height)
  return [Math.floor((width - side) / 2), Math.floor((height - side) / 2), side] as const
}

function tileSquare({ width, height, columns }: Sheet, index: number) {
  const [x, y, side] = middleSquare({ width, height })
  return [x + (index % columns) * width, y + Math.floor(index / columns) * height, side] as const
}

/** RGBA bytes as the network takes them; what is transparent is white. */
export function rgbOf(data: Uint8ClampedArray): Float32Array {
  const values = new Float32Array((data.length / 4) * 3)
  for (let i = 0; i < data.length / 4; i++) {
    const alpha = data[4 * i + 3]! / 255
    for (let c = 0; c < 3; c++) values[3 * i + c] = (data[4 * i + c]! / 255) * alpha + (1 - alpha)
  }
  return values
}
