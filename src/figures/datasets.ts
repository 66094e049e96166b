/** Licences of the data sets that figures show images of, found while the site is built. */
import { datasetsSchema, type Datasets } from '../artifacts/datasets.ts'

const files = import.meta.glob<unknown>('/content/datasets.json', { import: 'default' })

/** Those of `content/datasets.json`; none where there is no such file. */
export async function datasets(): Promise<Datasets> {
  const [load] = Object.values(files)
  return load ? datasetsSchema.parse(await load()) : {}
}
