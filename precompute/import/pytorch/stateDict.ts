/** The weights of a checkpoint by their names, whatever a training script has put around them. */
import { LIMITS, type Constant } from '../graph.ts'
import { refusal, shown } from '../reading/refusal.ts'
import type { Checkpoint } from './checkpoint.ts'
import { TensorView } from './storage.ts'

/** Names of weights with their numbers, in the file's order. */
export type StateDict = ReadonlyMap<string, Constant>

/** Where training scripts keep the weights, beside the epoch and the optimizer's state; averaged ones first. */
const WRAPPERS = [
  'model_ema',
  'state_dict_ema',
  'ema_state_dict',
  'state_dict',
  'model_state_dict',
  'model',
  'net',
  'network',
  'weights',
  'params',
  'backbone',
]
/** What data-parallel training, compilation and Lightning put before every name. */
const PREFIXES = ['module.', '_orig_mod.', 'model.', 'net.', 'backbone.', 'network.', 'encoder.']

export interface Weights {
  weights: StateDict
  /** What was read otherwise than the file has it, a sentence each. */
  notes: readonly string[]
}

/** @throws Failure where there are no weights, and beyond `LIMITS.numbers` */
export function readStateDict({ value, numbers }: Checkpoint, what: string): Weights {
  const { map, path } = unwrapped(value, what)
  const notes = path.length > 0 ? [`Weights were read from ${path.join('.')} of the checkpoint.`] : []
  const found = new Map<string, Constant>()
  let total = 0
  for (const [name, tensor] of map) {
    if (!(tensor instanceof TensorView) || typeof name !== 'string') continue
    total += tensor.shape.reduce((product, length) => product * length, 1)
    if (total > LIMITS.numbers || found.size > LIMITS.nodes)
      throw refusal(`${what} holds more than ${LIMITS.numbers} numbers or ${LIMITS.nodes} tensors`)
    found.set(name, numbers(tensor))
  }
  return withoutPrefix(found, notes)
}

/** Without what stands before every name. */
export function withoutPrefix(weights: StateDict, notes: readonly string[] = []): Weights {
  const cut: string[] = []
  let names = [...weights.keys()]
  for (let again = true; again;) {
    const prefix = PREFIXES.find((each) => names.every((name) => name.startsWith(each)))
    again = prefix !== undefined && names.length > 0 && cut.length < 4
    if (!again) break
    cut.push(prefix!)
    names = names.map((name) => name.slice(prefix!.length))
  }
  const constants = [...weights.values()]
  return {
    weights: new Map(names.map((name, i) => [name, constants[i]!])),
    notes: cut.length > 0 ? [...notes, `Names were read without their prefix ${cut.join('')}`] : notes,
  }
}

const tensorsOf = (map: ReadonlyMap<unknown, unknown>): number =>
  [...map.values()].filter((each) => each instanceof TensorView).length

/** The dictionary of tensors within dictionaries; each is entered once, so none leads in circles. */
function unwrapped(value: unknown, what: string): { map: ReadonlyMap<unknown, unknown>; path: string[] } {
  const path: string[] = []
  let map = value
  while (map instanceof Map && path.length < LIMITS.rank) {
    const outer: ReadonlyMap<unknown, unknown> = map
    const own = tensorsOf(outer)
    // A tensor beside the weights may be the best accuracy so far.
    const wrapper = WRAPPERS.find((name) => {
      const inner = outer.get(name)
      return inner instanceof Map && (own === 0 || tensorsOf(inner) > own)
    })
    if (wrapper === undefined && own > 0) return { map: outer, path }
    if (wrapper === undefined) break
    path.push(wrapper)
    map = outer.get(wrapper)
  }
  const keys =
    map instanceof Map ? `it holds ${shown([...map.keys()].map(String).join(', '), 300)}` : 'it is no dictionary'
  throw refusal(
    `${what} has no weights by name: ${keys}`,
    'Save them so: torch.save(model.state_dict(), "weights.pt").',
  )
}
