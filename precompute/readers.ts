/** What artifacts are made from besides code and network: how each reading is read, and what tells that it has changed. */
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { ImageSet, Readers } from '../src/artifacts/readers.ts'
import type { Reading } from '../src/artifacts/reading.ts'
import { foundFamily } from '../src/artifacts/families.ts'
import { classNames, readDataset, readImage } from './dataset.ts'
import { readClaim } from './readClaims.ts'
import { readExercise } from './readExercises.ts'
import { readExploration } from './readExploration.ts'
import { readLayerTable, readModel } from './readModel.ts'
import { maskDigest, pictureDigest, readMask, readPicture } from './readPicture.ts'
import { readScenes, scenesDigest } from './readScenes.ts'
import { createModuleCache } from './definitions/moduleCache.ts'
import { createVersionOf } from './version.ts'

export interface ReadFrom {
  /** The folder of the networks. */
  models: string
  /** Folders of data sets, by name. */
  folders: Readonly<Record<string, string>>
}

export const createReaders = ({ models, folders }: ReadFrom): Readers => ({
  picture: readPicture,
  mask: readMask,
  scenes: readScenes,
  claim: readClaim,
  exercise: readExercise,
  family: (model, symmetry, family, each) => foundFamily(readExploration(model, models), symmetry, family, each),
  model: (id) => readModel(id, models),
  dataset: (name) => imageSet(name, folders[name]),
})

function imageSet(name: string, folder: string | undefined): ImageSet {
  if (folder === undefined) throw new Error(`no folder of the images of ${name}`)
  const images = readDataset(folder)
  const names = classNames(folder)
  return {
    labels: images.map(({ label }) => names.get(label) ?? label),
    image: (index, size) => readImage(images[index].path, size),
  }
}

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
    // Code, which counts as such.
    case 'claim':
    case 'exercise':
      return ''
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

const versionOf = createVersionOf(join(import.meta.dirname, '..'), createModuleCache('.precompute/modules.json'))

/** Hash of a module of this folder, and of what it imports. */
const readBy = (file: string): string => versionOf(join(import.meta.dirname, file)).hash
