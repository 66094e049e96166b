/** Fetches the rendered scenes and their masks, for the evaluation set that is made of them. */
import type { Scene } from '../circuits/edits/evaluationSet.ts'
import { fetched } from './fetched.ts'
import type { LayerTable } from '../vocabulary/layerTable.ts'

interface Listed {
  pictures: { name: string; file: string; mask: string; classes: string[] }[]
}

const loaded = new Map<string, Promise<Scene[]>>()

/**
 * Scenes of which the network knows every class, in the manifest's order; loaded once.
 * @param address of `pictures.json`; the pictures lie beside it
 * @throws Failure where one did not arrive
 */
export function loadScenes(address: string, table: LayerTable): Promise<Scene[]> {
  const key = `${address} ${table.id}`
  let scenes = loaded.get(key)
  if (!scenes) {
    scenes = load(address, table.classes)
    scenes.catch(() => loaded.delete(key))
    loaded.set(key, scenes)
  }
  return scenes
}

async function load(address: string, classes: readonly string[]): Promise<Scene[]> {
  const { pictures } = (await (await fetched(address, 'the scenes')).json()) as Listed
  const known = pictures.filter((each) => each.classes.every((name) => classes.includes(name)))
  return Promise.all(
    known.map(async ({ name, file, mask, classes: shown }) => {
      const [picture, levels] = await Promise.all([file, mask].map((each) => decoded(new URL(each, address).href)))
      const size = picture.width
      const pixels = new Uint8Array(size * size * 3)
      const ground = new Uint8Array(size * size)
      for (let i = 0; i < size * size; i++) {
        for (let c = 0; c < 3; c++) pixels[3 * i + c] = picture.data[4 * i + c]!
        ground[i] = levels.data[4 * i]!
      }
      return {
        name,
        size,
        pixels,
        mask: ground,
        classes: shown.map((each) => classes.indexOf(each)),
      }
    }),
  )
}

async function decoded(address: string): Promise<ImageData> {
  const bitmap = await createImageBitmap(await (await fetched(address, 'the scenes')).blob(), {
    colorSpaceConversion: 'none',
  })
  const { width, height } = bitmap
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!
  context.drawImage(bitmap, 0, 0)
  bitmap.close()
  return context.getImageData(0, 0, width, height)
}
