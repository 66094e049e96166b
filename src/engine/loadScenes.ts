/** Fetches the rendered scenes and their masks, for the evaluation set that is made of them. */
import type { Scene } from '../circuits/edits/evaluationSet.ts'
import { fetchedBytes, fetchedJson, type Expected } from './fetched.ts'
import type { LayerTable } from '../vocabulary/layerTable.ts'

interface Listed {
  pictures: { name: string; file: string; sha256: string; mask: string; classes: string[] }[]
}

const loaded = new Map<string, Promise<Scene[]>>()

/**
 * Scenes of which the network knows every class, in the manifest's order; loaded once.
 * @param address of `pictures.json`; the pictures lie beside it
 * @throws Failure where one did not arrive, or is not as the manifest or its name states
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
  const { pictures } = (await fetchedJson(address, 'the scenes')) as Listed
  const known = pictures.filter((each) => each.classes.every((name) => classes.includes(name)))
  return Promise.all(
    known.map(async ({ name, file, sha256, mask, classes: shown }) => {
      const [picture, levels] = await Promise.all([
        decoded(new URL(file, address).href, { sha256 }),
        decoded(new URL(mask, address).href),
      ])
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

async function decoded(address: string, expected?: Expected): Promise<ImageData> {
  const bitmap = await createImageBitmap(new Blob([await fetchedBytes(address, 'the scenes', expected)]), {
    colorSpaceConversion: 'none',
  })
  const { width, height } = bitmap
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!
  context.drawImage(bitmap, 0, 0)
  bitmap.close()
  return context.getImageData(0, 0, width, height)
}
