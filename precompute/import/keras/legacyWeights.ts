/** The weights of an `.h5` file of a whole model: a group for each layer, whose attribute lists them in order. */
import type { Constant } from '../graph.ts'
import { refusal, shown } from '../reading/refusal.ts'
import type { Hdf5 } from './hdf5.ts'
import type { FindWeights } from './modelGraph.ts'
import { namedWeights } from './namedWeights.ts'

/** An attribute that is a list of names; long ones lie in pieces, `weight_names0` and so on. */
function names(attributes: Readonly<Record<string, string | readonly string[]>> | undefined, key: string): string[] {
  const pieces = [key, ...Array.from({ length: 1000 }, (_, i) => `${key}${i}`)]
  return pieces.flatMap((piece) => attributes?.[piece] ?? [])
}

export function legacyWeights({ attributes, datasets }: Hdf5): FindWeights {
  const root = attributes.has('model_weights') ? 'model_weights/' : ''
  const groups = new Map<string, ReadonlyMap<string, Constant>>()
  const group = (layer: string) => {
    const known = groups.get(layer)
    if (known) return known
    const found = new Map<string, Constant>()
    for (const name of names(attributes.get(`${root}${layer}`), 'weight_names')) {
      const constant = datasets.get(`${root}${layer}/${name}`)
      if (!constant) throw refusal(`the file lists the weight ${shown(name)} of layer ${shown(layer)}, and has it not`)
      found.set(name, constant)
    }
    groups.set(layer, found)
    return found
  }
  const byName = namedWeights(([outermost]) => group(outermost!.name))
  return (path, roles) => {
    if (path.length > 1) return byName(path, roles)
    // All weights of a group are its layer's, whatever scope their names have.
    const inOrder = [...group(path[0]!.name).values()]
    if (inOrder.length < roles.length) return new Map()
    return new Map(roles.map((role, i) => [role, inOrder[i]!]))
  }
}
