import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { foundFamily } from '../src/artifacts/families.ts'
import type { Reading } from '../src/artifacts/reading.ts'
import { projectVersion } from './projectVersion.ts'
import { readExploration } from './readExploration.ts'
import { readExported } from './readExported.ts'
import { readLayerTable } from './readModel.ts'
import { maskDigest, pictureDigest } from './readPicture.ts'
import { scenesDigest } from './readScenes.ts'

/**
 * A text that changes with what is read, and with the code that reads it. Of a data set the images do not
 * count: they lie on their author's machine, and elsewhere the artifact stays as it is.
 */
export function digestOf(reading: Reading, models: string): string {
  switch (reading[0]) {
    case 'picture':
      return pictureDigest(reading[1]) + readBy('readPicture.ts')
    case 'mask':
      return maskDigest(reading[1]) + readBy('readPicture.ts')
    case 'scenes':
      return scenesDigest() + readBy('readScenes.ts')
    // Code, which counts as such; but not the network that it is measured beside.
    case 'claim':
      return besideDigest(readExported('claim', reading[1], reading[2]), models)
    case 'exercise':
      return besideDigest(readExported('exercise', reading[1], reading[2]), models)
    case 'family': {
      const [, model, symmetry, family, each] = reading
      const found = foundFamily(readExploration(model, models), symmetry, family, each)
      return createHash('sha256').update(JSON.stringify(found)).digest('hex')
    }
    case 'model':
      return readLayerTable(reading[1], models).weights.sha256
    case 'dataset':
      return readBy('dataset.ts')
  }
}

const besideDigest = (exported: { beside?: string } | object, models: string): string =>
  'beside' in exported && exported.beside !== undefined ? readLayerTable(exported.beside, models).weights.sha256 : ''

/** Hash of a module of this folder, and of what it imports. */
const readBy = (file: string): string => projectVersion([join(import.meta.dirname, file)]).hash
