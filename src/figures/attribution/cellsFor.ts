import type { CellsRequest } from '../../attribution/cells.ts'
import { readOutline } from '../../widgets/imageInput/readOutline.ts'

/** What is known of a picture. */
export interface Scene {
  /** Indices of the classes it shows. */
  classes: number[]
  /** Address of a picture whose grey levels say where: 1 the first class, 2 the second. */
  mask?: string
}

interface Mosaic {
  picture: string
  against: string
  grid: number
  index: number
}

/**
 * The pictures of a mosaic's cells, the reader's own first, and where each shows the class.
 * @param scenes what is known of pictures, by name
 * @param pixels gives a picture by its name, RGB in [0, 1], `(size, size, 3)`
 */
export async function cellsFor(
  { picture, against, grid, index }: Mosaic,
  size: number,
  scenes: Readonly<Record<string, Scene>>,
  pixels: (name: string) => Promise<Float32Array>,
): Promise<Pick<CellsRequest, 'cells' | 'right'>> {
  const names = Array.from({ length: grid }, (_, i) => (i === 0 ? picture : against))
  const all = await Promise.all(names.map(pixels))
  const shows = (name: string) => scenes[name]?.classes.includes(index) ?? false
  return {
    cells: all.map((values) => ({ height: size, width: size, values })),
    right: grid === 1 ? [await outlineOf(scenes[picture], index)] : names.map(shows),
  }
}

async function outlineOf(scene: Scene | undefined, index: number) {
  const at = scene?.classes.indexOf(index) ?? -1
  if (at < 0 || !scene?.mask) return at >= 0
  return { ...(await readOutline(scene.mask)), level: at + 1 }
}
