/** Lawful and readable names for layers: those of the file where it has some, else what they are, counted. */
import type { Draft } from './draft.ts'
import { blockNames } from './transformer/blocks.ts'

const LAWFUL = /^[A-Za-z][\w-]*(\.[\w-]+)*$/
const LONGEST = 80

/** Names that frameworks give to a node beside its module: the last part of a path. */
const NODE =
  /^(Conv|ConvTranspose|Gemm|MatMul|Relu\d*|LeakyRelu|PRelu|Elu|Sigmoid|Tanh|HardSigmoid|HardSwish|Clip|Add|Sub|Mul|Div|Sum|Concat|MaxPool|AveragePool|GlobalAveragePool|GlobalMaxPool|ReduceMean|Mean|BatchNormalization|Softmax|LogSoftmax|Flatten|Reshape|Transpose|Slice|Pad|Split|Gather|Resize|Upsample|Squeeze|Unsqueeze|Identity|Dropout|LRN|Conv2D|DepthwiseConv2dNative|depthwise|BiasAdd|FusedBatchNormV3|AddV2|AvgPool|convolution|conv2d|dense|add|mul)(_\d+)?$/

/** The part of a node's name that says which layer it is; '' where it says none. */
export function readable(hint: string): string {
  const parts = hint.replace(/\\/g, '/').split('/').filter(Boolean)
  if (parts.length > 1 || hint.startsWith('/')) {
    if (NODE.test(parts.at(-1) ?? '')) parts.pop()
  }
  // What is only the operation and a count says nothing: `Conv_0`, `p2o.Conv.0`.
  if (parts.length === 1 && NODE.test(parts[0].replace(/^p2o\./, '').replace(/\.(\d+)$/, '_$1'))) return ''
  const path: string[] = []
  for (const part of parts) {
    // PyTorch's exporter writes `/layer1/layer1.0/conv1`: a part that goes on from the one before stands for both.
    const last = path.at(-1)
    if (last !== undefined && (part === last || part.startsWith(`${last}.`))) path[path.length - 1] = part
    else path.push(part)
  }
  const name = path
    .join('.')
    .replace(/[^\w.-]+/g, '_')
    .replace(/\.pre$/, '.before')
    .replace(/\.{2,}/g, '.')
    .replace(/^[._-]+|[._-]+$/g, '')
  return LAWFUL.test(name) && name.length <= LONGEST && name !== 'input' ? name : ''
}

const WORDS: Record<string, string> = {
  conv: 'conv',
  deconv: 'deconv',
  dense: 'dense',
  affine: 'scale',
  maxPool: 'pool',
  avgPool: 'pool',
  globalAverage: 'average',
  add: 'sum',
  multiply: 'product',
}

export const NONLINEAR = new Set(
  'relu leakyRelu prelu relu6 elu sigmoid tanh hardSigmoid hardSwish silu gelu softplus'.split(' '),
)
const BEFORE = new Set(['conv', 'deconv', 'dense', 'affine', 'add'])
/** What its module is called after, in a path. */
const MAIN = new Set(['conv', 'deconv', 'dense', 'affine', 'add', 'maxPool', 'avgPool', 'globalAverage'])

/**
 * A name for each draft. A layer whose nonlinearity alone reads it is called as that one, with `.pre`.
 * @param scores the draft that scores the classes, if there is one
 */
export function namesOf(drafts: readonly Draft[], scores: Draft | undefined): Map<Draft, string> {
  const readers = new Map<Draft, Draft[]>()
  for (const draft of drafts)
    for (const input of draft.inputs) readers.set(input, [...(readers.get(input) ?? []), draft])
  const rectifier = (draft: Draft): Draft | undefined => {
    const [next, ...others] = readers.get(draft) ?? []
    return BEFORE.has(draft.op) && next && others.length === 0 && NONLINEAR.has(next.op) ? next : undefined
  }
  const weighted = drafts.filter(({ op }) => op === 'conv' || op === 'dense' || op === 'deconv')
  const own = weighted.map(({ hint }) => readable(hint))
  const told = own.every(Boolean) && new Set(own).size === own.length
  const blocks = blockNames(drafts, scores)
  const found = new Map<Draft, string>(blocks?.names)
  const used = new Set(['input', ...found.values()])
  const counts = new Map<string, number>()
  let convolutions = 0
  const free = (name: string): string => {
    const taken = (each: string) => used.has(each) || used.has(`${each}.pre`)
    let unique = name
    for (let i = 2; taken(unique); i++) unique = `${name}_${i}`
    used.add(unique)
    return unique
  }
  const counted = (word: string) => {
    counts.set(word, (counts.get(word) ?? 0) + 1)
    return word === 'average' || word === 'softmax' ? word : `${word}${counts.get(word)}`
  }
  const generated = (draft: Draft): string => {
    if (draft === scores && draft.op === 'dense') return free('logits')
    if (draft.op === 'conv') return free(`conv${++convolutions}`)
    const word = WORDS[draft.op] ?? draft.op
    // A pool is called after the convolution before it.
    if (word === 'pool' && convolutions > 0) return free(`pool${convolutions}`)
    return free(counted(word))
  }
  const named = (draft: Draft): string => {
    const block = blocks?.prefix(draft) ?? ''
    if (block !== '') return free(`${block}${counted(WORDS[draft.op] ?? draft.op)}`)
    const path = told ? readable(draft.hint) : ''
    if (path === '') return generated(draft)
    if (draft.op === 'conv') convolutions++
    if (MAIN.has(draft.op) && !used.has(path) && !used.has(`${path}.pre`)) return free(path)
    return free(`${path}.${WORDS[draft.op] ?? draft.op}`)
  }
  for (const draft of drafts) {
    if (draft.op === 'input' || found.has(draft)) continue
    const next = rectifier(draft)
    const name = named(draft)
    found.set(draft, next ? `${name}.pre` : name)
    if (next) found.set(next, name)
  }
  return found
}
