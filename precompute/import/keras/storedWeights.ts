/** The weights of a `.keras` archive: by the place of each layer in its model, numbered in the order of their roles. */
import type { Constant } from '../graph.ts'
import { refusal, shown } from '../reading/refusal.ts'
import type { Hdf5 } from './hdf5.ts'
import type { FindWeights } from './modelGraph.ts'
import type { KerasLayer } from './topology.ts'

/** What versions of Keras call a model's layers. */
const CONTAINERS = ['layers', '_layer_checkpoint_dependencies', '_self_tracked_trackables']

/** Paths with one kind of stroke: Keras on Windows writes whole paths as one name. */
const plain = (path: string): string => path.replaceAll('\\', '/')

/** @throws Failure, when a layer is asked for, where the file has no place for it */
export function storedWeights({ attributes, datasets }: Hdf5): FindWeights {
  const data = new Map([...datasets].map(([path, constant]) => [plain(path), constant]))
  const places = new Map<string, string | undefined>()
  for (const [path, { name }] of attributes) places.set(plain(path), typeof name === 'string' ? name : undefined)
  const isCalled = (place: string, name: string) => places.get(`${place}/vars`) === name

  /** Where a layer lies in its model: as its `name` says, in files that keep it, else by class and number. */
  const inner = (place: string, { name, storedName }: KerasLayer): string | undefined => {
    for (const container of CONTAINERS) {
      const prefix = place ? `${place}/${container}` : container
      const direct = `${prefix}/${storedName}`
      if (isCalled(direct, name)) return direct
      for (const each of places.keys())
        if (each.startsWith(`${prefix}/`) && each.endsWith('/vars')) {
          const candidate = each.slice(0, -'/vars'.length)
          if (!candidate.slice(prefix.length + 1).includes('/') && isCalled(candidate, name)) return candidate
        }
      const unnamed = places.get(`${direct}/vars`) === undefined
      if (unnamed && (places.has(direct) || places.has(`${direct}/vars`))) return direct
    }
    return undefined
  }

  return (path, roles) => {
    const name = path.map((layer) => layer.name).join('/')
    let place: string | undefined = ''
    for (const layer of path) place = place === undefined ? undefined : inner(place, layer)
    if (place === undefined)
      throw refusal(
        `the weights have no place for layer ${shown(name)} (they have ${shown([...places.keys()].join(', '), 300)})`,
        'Save the model again, whole: model.save("model.keras").',
      )
    const found = new Map<string, Constant>()
    for (const [i, role] of roles.entries()) {
      const constant = data.get(`${place}/vars/${i}`)
      if (constant) found.set(role, constant)
    }
    return found
  }
}
