import { basename, dirname } from 'node:path'
import type { Root } from 'mdast'
import { visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { isComponent, setProp } from './jsx.ts'

/** Tells each `<Claim>` the slug of its article, whose `claims.ts` measures it: a literal prop `article`. */
export function remarkClaims() {
  return (tree: Root, file: VFile) => {
    visit(tree, (node) => {
      if (isComponent(node) && node.name === 'Claim') setProp(node, 'article', basename(dirname(file.path)))
    })
  }
}
