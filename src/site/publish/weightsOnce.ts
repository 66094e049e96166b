import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { parseLayerTable } from '../../model/parseLayerTable.ts'
import { weightsName } from './publishedFiles.ts'

/** Takes the weights under their plain name, as they lie in `public`, out of a build, which has them under another. */
export async function removePlainWeights(dist: string): Promise<void> {
  const models = join(dist, 'models')
  for (const id of existsSync(models) ? await readdir(models) : []) {
    const path = join(models, id, 'model.json')
    if (!existsSync(path)) continue
    const table = parseLayerTable(JSON.parse(await readFile(path, 'utf8')))
    const file = weightsName(table)
    if (!existsSync(join(models, id, file)))
      throw new Error(`${join(models, id)} has no ${file}: the build did not publish the weights of ${id}`)
    await rm(join(models, id, table.weights.file))
    await writeFile(path, `${JSON.stringify({ ...table, weights: { ...table.weights, file } }, null, 2)}\n`)
  }
}

export function weightsOnce(): AstroIntegration {
  return {
    name: 'weights-once',
    hooks: { 'astro:build:done': ({ dir }) => removePlainWeights(fileURLToPath(dir)) },
  }
}
