/**
 * Text of a widget that somebody else replaced: a translator of pages, an extension. The widget still holds the node
 * that it wrote: what it writes there would be seen by nobody, and what it takes away around it would stay. So the
 * node goes back before what stands for it, empty, until it is written again.
 */

interface Replaced {
  /** What stands for the text. */
  by: readonly ChildNode[]
  /** What the widget wrote, for a translator that takes its own away again. */
  data: string
}

const replaced = new WeakMap<Node, Replaced>()
const textOf = new WeakMap<Node, Text>()

/** Watches a widget that has come alive. */
export function holdForeignText(root: HTMLElement): void {
  new MutationObserver((records) => {
    const added = new Set(records.flatMap(({ addedNodes }) => [...addedNodes]))
    for (const record of records) {
      if (record.type === 'characterData') written(record.target)
      else for (const node of record.removedNodes) removed(node, record, added)
    }
  }).observe(root, { childList: true, subtree: true, characterData: true })
}

/** A text that its widget wrote takes its place again. */
function written(node: Node): void {
  if (node instanceof Text && node.data !== '') release(node)
}

function release(text: Text): void {
  const { by = [] } = replaced.get(text) ?? {}
  replaced.delete(text)
  for (const each of by) each.remove()
}

/** @param added by whatever changed the page meanwhile */
function removed(node: Node, { addedNodes, previousSibling }: MutationRecord, added: ReadonlySet<Node>): void {
  const original = textOf.get(node)
  if (original) return restore(original)
  if (!(node instanceof Text)) return
  const known = replaced.get(node)
  if (known) {
    // Moved by its widget, or taken away.
    if (node.isConnected) node.after(...known.by)
    else release(node)
    return
  }
  const beside = previousSibling instanceof Element && added.has(previousSibling) ? [previousSibling] : []
  const by = ([...addedNodes] as ChildNode[]).concat(addedNodes.length > 0 ? [] : beside)
  const [first] = by
  if (node.isConnected || node.data.trim() === '' || !first?.isConnected || by.some((each) => each instanceof Text))
    return
  for (const each of by) textOf.set(each, node)
  replaced.set(node, { by, data: node.data })
  node.data = ''
  first.before(node)
}

/** A text is itself again once nothing stands for it. */
function restore(text: Text): void {
  const known = replaced.get(text)
  if (!known || known.by.some(({ isConnected }) => isConnected)) return
  replaced.delete(text)
  if (text.data === '') text.data = known.data
}
