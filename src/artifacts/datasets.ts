/**
 * `content/datasets.json`: under what licence, and by whom, the images of a data set are of which figures
 * show examples, by the name that `<Examples dataset="…">` uses.
 */
import { z } from 'zod'

export const DATASETS_FILE = 'datasets.json'

const text = z.string().trim().min(1)

export const datasetSchema = z.strictObject({
  title: text,
  /** As in `CC BY 4.0`. */
  license: text,
  /** Who is to be named. */
  attribution: text,
  /** Where it comes from. */
  url: z.url().optional(),
})

export const datasetsSchema = z.record(z.string(), datasetSchema)

export type Dataset = z.infer<typeof datasetSchema>
export type Datasets = z.infer<typeof datasetsSchema>

/**
 * The set of that name.
 * @throws Error saying where its licence is to be set
 */
export function datasetNamed(datasets: Datasets, name: string): Dataset {
  const found = datasets[name]
  if (found) return found
  throw new Error(
    `no licence of the images of ${name} (set license and attribution in content/${DATASETS_FILE}; it has ${Object.keys(datasets).join(', ') || 'none'})`,
  )
}
