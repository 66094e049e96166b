/** What artifacts are made from besides code and network: how each reading is read. */
import type { ImageSet, Readers } from '../src/artifacts/readers.ts'
import { foundFamily } from '../src/artifacts/families.ts'
import { classNames, readDataset, readImage } from './dataset.ts'
import { readExploration } from './readExploration.ts'
import { readExported } from './readExported.ts'
import { readModel } from './readModel.ts'
import { readMask, readPicture } from './readPicture.ts'
import { readScenes } from './readScenes.ts'

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
  claim: (article, id) => readExported('claim', article, id),
  exercise: (article, id) => readExported('exercise', article, id),
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
    image: (index, height, width) => readImage(images[index].path, height, width),
  }
}
