/** Reads where a picture shows what. */
import { readLevels } from '../readLevels.ts'

/** @throws Failure where the mask cannot be loaded */
export async function readOutline(src: string): Promise<{ size: number; levels: Uint8Array }> {
  const { width, levels } = await readLevels(src, 'the outline of the object')
  return { size: width, levels }
}
