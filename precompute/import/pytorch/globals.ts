/** The names that a pickle of weights may use, each with what is made in its place; nothing else of it is known. */
import { LIMITS } from '../graph.ts'
import { refusal, shown } from '../reading/refusal.ts'
import { STORAGES, TensorView, type NumberType, type Storage } from './storage.ts'

export interface Maker {
  name: string
  /** The type that a storage's class stands for. */
  numbers?: NumberType
  /** @throws Failure for arguments that are not as PyTorch writes them */
  make(args: readonly unknown[]): unknown
}

const isStorage = (value: unknown): value is Storage =>
  typeof value === 'object' && value !== null && 'key' in value && 'type' in value

const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((each) => Number.isSafeInteger(each) && (each as number) >= 0)

/** `torch._utils._rebuild_tensor_v2(storage, offset, size, stride, …)` */
function tensor(args: readonly unknown[]): TensorView {
  const [storage, offset, shape, strides] = args
  if (!isStorage(storage)) throw refusal('a tensor of the file has no storage')
  if (!isCounts(shape) || !isCounts(strides) || shape.length !== strides.length)
    throw refusal(`a tensor of the file has shape ${shown(shape)} and strides ${shown(strides)}`)
  if (shape.length > LIMITS.rank)
    throw refusal(`a tensor of the file has ${shape.length} axes (at most ${LIMITS.rank})`)
  if (!isCounts([offset])) throw refusal(`a tensor of the file begins at ${shown(offset)}`)
  return new TensorView(storage, offset as number, shape, strides)
}

const first = ([value]: readonly unknown[]): unknown => value

/** What is of no use for weights, such as the options of a training script: kept as nothing. */
const nothing = (): null => null

/** An ordered dictionary, empty or of pairs. */
function ordered([pairs]: readonly unknown[]): Map<unknown, unknown> {
  if (!Array.isArray(pairs)) return new Map()
  return new Map(
    pairs.flatMap((pair) => (Array.isArray(pair) && pair.length === 2 ? [[pair[0], pair[1]] as const] : [])),
  )
}

const MAKERS: Readonly<Record<string, Maker['make']>> = {
  'collections.OrderedDict': ordered,
  'collections.defaultdict': () => new Map(),
  'builtins.dict': ordered,
  'builtins.set': ([values]) => new Set(Array.isArray(values) ? values : []),
  '__builtin__.set': ([values]) => new Set(Array.isArray(values) ? values : []),
  'builtins.list': nothing,
  'builtins.int': nothing,
  'builtins.float': nothing,
  'builtins.complex': nothing,
  'torch._utils._rebuild_tensor_v2': tensor,
  'torch._utils._rebuild_tensor': tensor,
  'torch._utils._rebuild_parameter': first,
  'torch._utils._rebuild_parameter_with_state': first,
  'torch.nn.parameter.Parameter': first,
  'torch.Size': first,
  'torch.device': nothing,
  'argparse.Namespace': nothing,
  'numpy.core.multiarray.scalar': nothing,
  'numpy._core.multiarray.scalar': nothing,
  'numpy.core.multiarray._reconstruct': nothing,
  'numpy._core.multiarray._reconstruct': nothing,
  'numpy.ndarray': nothing,
  'numpy.dtype': nothing,
  '_codecs.encode': nothing,
  'datetime.datetime': nothing,
  'pathlib.PosixPath': nothing,
  'pathlib.WindowsPath': nothing,
}

/** @throws Failure naming what is not allowed */
export function makerOf(name: string): Maker {
  const cut = name.lastIndexOf('.')
  const storage = /^torch(\.cuda|\.storage)?$/.test(name.slice(0, cut)) ? name.slice(cut + 1) : ''
  if (Object.hasOwn(STORAGES, storage)) return { name, numbers: STORAGES[storage], make: () => refusedCall(name) }
  // A number type by itself, as in an optimizer's settings.
  if (/^torch\.(float|bfloat|int|uint|bool|half|double|long)\w*$/.test(name)) return { name, make: nothing }
  if (Object.hasOwn(MAKERS, name)) return { name, make: MAKERS[name]! }
  throw refusal(
    `the file names ${shown(name)}, which would have to run (allowed: state dicts, of torch's own tensors)`,
    'Save the weights alone, torch.save(model.state_dict(), "weights.pt"), or export the network: torch.onnx.export(model, image, "model.onnx").',
  )
}

function refusedCall(name: string): never {
  throw refusal(`the file makes a ${name} of its own, which no file of PyTorch does`)
}
