/**
 * Weights that a file keeps under names such as `features/conv1/kernel:0`: in TensorFlow.js models and `.h5` files.
 * Versions differ in what stands before the layer, so names are matched from their ends.
 */
import type { Constant } from '../graph.ts'
import { refusal, shown } from '../reading/refusal.ts'
import type { FindWeights } from './modelGraph.ts'
import type { KerasLayer } from './topology.ts'

interface Named {
  /** What stands before the role: `features/conv1`. */
  owner: string
  role: string
  constant: Constant
}

/** `…/conv1/kernel:0` → `…/conv1` and `kernel`. */
function parse(name: string, constant: Constant): Named {
  const plain = name.replace(/:0$/, '').replaceAll('\\', '/')
  const cut = plain.lastIndexOf('/')
  return { owner: plain.slice(0, Math.max(cut, 0)), role: plain.slice(cut + 1).replace(/_\d+$/, ''), constant }
}

/** Names that versions have for one role. */
const ALSO: Readonly<Record<string, string>> = { depthwise_kernel: 'kernel', embeddings: 'kernel' }

/**
 * @param weightsOf the weights, in the file's order, among which those of a layer are: `path` is the layer, after
 *   the models around it
 */
export function namedWeights(weightsOf: (path: readonly KerasLayer[]) => ReadonlyMap<string, Constant>): FindWeights {
  const parsed = new Map<ReadonlyMap<string, Constant>, Map<string, Named[]>>()
  const owners = (weights: ReadonlyMap<string, Constant>) => {
    const known = parsed.get(weights)
    if (known) return known
    const all = new Map<string, Named[]>()
    for (const [name, constant] of weights) {
      const named = parse(name, constant)
      const group = all.get(named.owner)
      if (group) group.push(named)
      else all.set(named.owner, [named])
    }
    parsed.set(weights, all)
    return all
  }
  return (path, roles) => {
    const groups = owners(weightsOf(path))
    const layer = path.at(-1)!
    const fits = (named: readonly Named[]) => roles.every((role) => of(named, role) !== undefined)
    const called = [...groups].filter(([owner, named]) => isOwner(owner, layer.name) && fits(named))
    const [chosen, ...others] = closest(called, path)
    if (!chosen || others.length > 0) {
      const name = path.map((each) => each.name).join('/')
      const there = shown([...groups.keys()].join(', '), 300)
      throw refusal(
        others.length > 0
          ? `the weights of layer ${shown(name)} are not known from others: ${shown([chosen![0], ...others.map(([owner]) => owner)].join(', '), 300)}`
          : `the file has no ${roles.join(', ')} for layer ${shown(name)} (it has weights of ${there})`,
      )
    }
    return new Map(roles.map((role) => [role, of(chosen[1], role)!.constant]))
  }
}

const of = (named: readonly Named[], role: string): Named | undefined =>
  named.find((each) => each.role === role) ?? named.find((each) => each.role === ALSO[role])

/** Whether the layer's name ends the owner's, or stands twice there as TensorFlow 2 writes it. */
const isOwner = (owner: string, name: string): boolean =>
  owner === name || owner.endsWith(`/${name}`) || owner.startsWith(`${name}/`) || owner.includes(`/${name}/`)

/** Of several owners those that speak of the most of the models around the layer. */
function closest<T>(called: readonly [string, T][], path: readonly KerasLayer[]): [string, T][] {
  const around = path.slice(0, -1).map(({ name }) => name)
  const layer = path.at(-1)!.name
  const score = ([owner]: readonly [string, T]) => {
    const parts = `/${owner}/`
    const told = around.filter((name) => parts.includes(`/${name}/`)).length
    // An owner that says no more than the path does is nearer than one that says more.
    const rest = parts.split(`/${layer}/`).join('/').split('/').filter(Boolean).length - told
    return told * 1000 - rest + (owner.endsWith(layer) ? 0.5 : 0)
  }
  const best = Math.max(...called.map(score))
  return called.filter((each) => score(each) === best)
}
