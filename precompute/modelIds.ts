import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Ids of the networks in a folder, in order. */
export const modelIds = (models: string): string[] =>
  existsSync(models)
    ? readdirSync(models)
        .filter((id) => existsSync(join(models, id, 'model.json')))
        .sort()
    : []
