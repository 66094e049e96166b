/** What artifacts are made from besides code and network: how each reading is read, and what tells that it has changed. */
import { createHash } from 'node:crypto'
import type { ImageSet, Reading, Readers } from '../src/artifacts/reading.ts'
import { foundFamily } from '../src/artifacts/families.ts'
import { classNames, readDataset, readImage } from './dataset.ts'
import { readClaim } from './readClaims.ts'
import { readExercise } from './readExercises.ts'
import { readExploration } from './readExploration.ts'
import { readLayerTable, readModel } from './readModel.ts'
import { maskDigest, pictureDigest, readMask, readPicture } from './readPicture.ts'
import { readScenes, scenesDigest } from './readScenes.ts'

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
    image: (index, size) => readImage(images[index]!.path, size),
  }
}

/**
 * A text that changes with what is read. Data sets have one that does not: they lie on their author's
 * machine, and elsewhere the artifact counts as it is.
 */
export function digestOf(reading: Reading, models: string): string {
  switch (reading[0]) {
    case 'picture':
      return pictureDigest(reading[1])
    case 'mask':
      return maskDigest(reading[1])
    case 'scenes':
      return scenesDigest()
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
      return ''
  }
}
