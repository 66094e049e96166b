/** Accuracy of edited networks on validation images, which only some machines hold: measured there, and looked up here. */
import { getEntry } from 'astro:content'
import { editAccuraciesSchema } from '../artifacts/editAccuracies.ts'
import type { Validation } from '../widgets/edited/validation.ts'
import { layerTables } from './artifacts.ts'

/**
 * What was measured of edits, under each name; a name is absent where these edits, or these weights, were not measured.
 */
export async function validationOf(
  model: string,
  wanted: readonly { name: string; text: string }[],
): Promise<Record<string, Validation>> {
  const entry = await getEntry('editAccuracies', model)
  if (!entry) return {}
  const { data, weights, measured } = editAccuraciesSchema.parse(entry.data)
  const table = (await layerTables()).get(model)
  if (weights !== table?.weights.sha256) return {}
  return Object.fromEntries(
    wanted.flatMap(({ name, text }) => {
      const found = measured.find(({ edits }) => edits === text)
      return found ? [[name, { data, comparison: found }]] : []
    }),
  )
}
