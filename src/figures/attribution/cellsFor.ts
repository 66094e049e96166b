import type { CellsRequest } from '../../attribution/cells.ts'
import type { Choice } from '../../widgets/imageInput/chosenImage.ts'
import { loadPixels } from '../../widgets/imageInput/loadPixels.ts'
import { readOutline } from './readOutline.ts'
import type { AttributionState } from './request.ts'
import type { Scene } from './view.ts'

/**
 * The pictures of a mosaic's cells, the reader's own first, and where each shows the class.
 * @param own RGB in [0, 1], `(size, size, 3)`
 * @param scenes what is known of pictures, by name
 */
export async function cellsFor(
  { picture, against, grid, index }: AttributionState,
  own: Float32Array,
  size: number,
  choices: readonly Choice[],
  scenes: Readonly<Record<string, Scene>>,
): Promise<Pick<CellsRequest, 'cells' | 'right'>> {
  const first = { height: size, width: size, values: own }
  if (grid === 1) return { cells: [first], right: [await outlineOf(scenes[picture], index)] }
  const choice = choices.find(({ name }) => name === against)
  const other = choice ? await loadPixels(choice, size) : first
  const shows = (name: string) => scenes[name]?.classes.includes(index) ?? false
  return {
    cells: Array.from({ length: grid }, (_, i) => (i === 0 ? first : other)),
    right: Array.from({ length: grid }, (_, i) => shows(i === 0 ? picture : against)),
  }
}

async function outlineOf(scene: Scene | undefined, index: number) {
  const at = scene?.classes.indexOf(index) ?? -1
  if (at < 0 || !scene?.mask) return at >= 0
  return { ...(await readOutline(scene.mask)), level: at + 1 }
}
