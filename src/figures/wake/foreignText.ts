/**
 * Text of a widget that somebody else replaced: a translator of pages, an extension. The widget still holds the
 * node that it wrote, and what it writes there would be seen by nobody. When it does, the node takes its place again.
 */

/** What stands where a text node stood. */
const replaced = new WeakMap<Node, { parent: Node; by: readonly Node[]; before: Node | null }>()

/** Watches a widget that has come alive. */
export function holdForeignText(root: HTMLElement): void {
  const written = new MutationObserver((records) => {
    for (const { target } of records) putBack(target)
  })
  new MutationObserver((records) => {
    for (const { removedNodes, addedNodes, target, nextSibling } of records)
      for (const node of removedNodes) {
        if (!(node instanceof Text) || node.isConnected) continue
        replaced.set(node, { parent: target, by: [...addedNodes], before: nextSibling })
        // A node outside the page still tells when it is written to; one that its widget is done with never is.
        written.observe(node, { characterData: true })
      }
  }).observe(root, { childList: true, subtree: true })
}

function putBack(node: Node): void {
  const place = replaced.get(node)
  if (!place || node.isConnected || !place.parent.isConnected) return
  const stand = place.by.find((each) => each.parentNode === place.parent)
  if (stand) place.parent.replaceChild(node, stand)
  else place.parent.insertBefore(node, place.before?.parentNode === place.parent ? place.before : null)
  for (const each of place.by) if (each !== stand && each.parentNode === place.parent) place.parent.removeChild(each)
  replaced.delete(node)
}
