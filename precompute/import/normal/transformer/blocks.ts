/** Names of a transformer's layers by what they are, so that figures read well: `block1.norm1`, `block1.query`, `block1`. */
import type { Draft } from '../draft.ts'

const LINEAR = new Set(['conv', 'dense'])

/** Each draft's readers, in order. */
function readersOf(drafts: readonly Draft[]): Map<Draft, Draft[]> {
  const found = new Map<Draft, Draft[]>()
  for (const draft of drafts)
    for (const input of new Set(draft.inputs)) found.set(input, [...(found.get(input) ?? []), draft])
  return found
}

/**
 * The drafts with values before the probabilities that weigh them: query, key, value, attention.
 * @param drafts each after its inputs
 */
export function arranged(drafts: readonly Draft[]): Draft[] {
  const found = [...drafts]
  for (const draft of drafts) {
    if (draft.op !== 'attend') continue
    const [attention, value] = draft.inputs
    const [at, from] = [found.indexOf(attention), found.indexOf(value)]
    const ready = value.inputs.every((input) => found.indexOf(input) < at)
    if (from > at && ready) found.splice(at, 0, ...found.splice(from, 1))
  }
  return found
}

/**
 * Names of the layers that a transformer's parts are; a part that is none of them has no name, but its block's
 * prefix. Blocks count from 1, and end with a sum.
 * @param drafts each after its inputs
 * @returns undefined where there is no attention
 */
export function blockNames(
  drafts: readonly Draft[],
  scores: Draft | undefined,
): { names: Map<Draft, string>; prefix(draft: Draft): string } | undefined {
  const attentions = drafts.filter(({ op }) => op === 'attention')
  if (attentions.length === 0) return undefined
  const readers = readersOf(drafts)
  const next = (draft: Draft | undefined, op: string): Draft | undefined => {
    const found = draft ? (readers.get(draft) ?? []).filter((each) => each.op === op) : []
    return found.length === 1 ? found[0] : undefined
  }
  const names = new Map<Draft, string>()
  const used = new Set<string>()
  const put = (draft: Draft | undefined, name: string) => {
    if (!draft || names.has(draft) || draft.op === 'input' || used.has(name)) return
    names.set(draft, name)
    used.add(name)
  }
  const ends: number[] = []
  attentions.forEach((attention, i) => {
    const block = `block${i + 1}`
    const [query, key] = attention.inputs
    const mixed = next(attention, 'attend')
    const project = next(mixed, 'conv')
    const middle = next(project, 'add')
    const norm2 = next(middle, 'layerNorm')
    const hidden = next(norm2, 'conv')
    const [bent, ...others] = (hidden && readers.get(hidden)) ?? []
    const contract = others.length === 0 ? next(bent, 'conv') : undefined
    const last = next(contract, 'add')
    put(last, block)
    if (query.inputs[0].op === 'layerNorm') put(query.inputs[0], `${block}.norm1`)
    put(query, `${block}.query`)
    put(key, `${block}.key`)
    put(mixed?.inputs[1], `${block}.value`)
    put(attention, `${block}.attention`)
    put(mixed, `${block}.mixed`)
    put(project, `${block}.project`)
    put(middle, last ? `${block}.middle` : block)
    put(norm2, `${block}.norm2`)
    if (contract) put(hidden, `${block}.expand.pre`)
    if (contract) put(bent, `${block}.expand`)
    put(contract, `${block}.contract`)
    const all = [attention, mixed, project, middle, norm2, contract, last]
    ends.push(Math.max(...all.map((each) => (each ? drafts.indexOf(each) : -1))))
  })
  // A norm after the last block that is none of a block's own stands before the scores.
  const after = drafts.slice(ends.at(-1)! + 1)
  const norms = after.filter((draft) => draft.op === 'layerNorm' && !names.has(draft))
  if (norms.length === 1) put(norms[0], 'norm')
  for (const token of after.filter(({ op }) => op === 'token')) {
    const name = tokenName(token)
    put(token, name)
    // Each token that votes has scores of its own.
    if (scores?.op === 'add') put(next(token, 'dense'), `${name}.logits`)
  }
  if (scores && (LINEAR.has(scores.op) || scores.op === 'add')) put(scores, 'logits')
  const softmax = drafts.at(-1)!
  if (softmax.op === 'softmax') put(softmax, 'probabilities')
  const tokens = drafts.filter(({ op }) => op === 'tokens')
  if (tokens.length === 1) {
    put(tokens[0], 'tokens')
    if (tokens[0].inputs[0].op === 'conv') put(tokens[0].inputs[0], 'patch')
  }
  const first = drafts.indexOf(attentions[0].inputs[0])
  const prefix = (draft: Draft): string => {
    const at = drafts.indexOf(draft)
    const block = ends.findIndex((end) => at <= end)
    return block < 0 || at < first ? '' : `block${block + 1}.`
  }
  return { names, prefix }
}

/** The class token is the first, a distillation token the second of those before the patches. */
function tokenName({ fields, inputs }: Draft): string {
  const index = fields.index as number
  let from = inputs[0]
  const seen = new Set<Draft>()
  while (from && from.op !== 'tokens' && !seen.has(from)) {
    seen.add(from)
    ;[from] = from.inputs
  }
  const before = from?.op === 'tokens' ? (from.fields.before as number) : 0
  if (index === 0 && before > 0) return 'class'
  return index === 1 && before > 1 ? 'distillation' : `token${index}`
}
