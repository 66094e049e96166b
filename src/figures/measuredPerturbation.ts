/** How soon answers change as patches are removed, over many pictures that only some machines hold: measured there. */
import { getEntry } from 'astro:content'
import { perturbationSchema } from '../artifacts/perturbation.ts'
import { layerTables } from './artifacts.ts'
import type { Many } from './perturbation/measured.ts'

/** @param methods those to be shown, by name */
export async function measuredOf(model: string, methods: readonly string[]): Promise<Many> {
  const entry = await getEntry('perturbations', model)
  if (!entry) return { missing: `not measured for ${model}` }
  const { data, images, steps, results, empty, weights } = perturbationSchema.parse(entry.data)
  const table = (await layerTables()).get(model)
  if (weights !== table?.weights.sha256) return { missing: `measured for other weights than those of ${model}` }
  return {
    measured: {
      data,
      images,
      steps,
      results: results.filter(({ method }) => methods.includes(method)),
      empty: Object.fromEntries(Object.entries(empty).filter(([method]) => methods.includes(method))),
    },
  }
}
