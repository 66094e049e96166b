import type { Root } from 'mdast'
import { visit } from 'unist-util-visit'
import type { VFile } from 'vfile'
import { nearest } from '../../vocabulary/nearest.ts'
import { AuthorError } from './authorError.ts'
import { frontMatter, isComponent } from './jsx.ts'

/** An element that an article uses without importing it. */
export interface ElementUse {
  name: string
  line: number
  column: number
}

/** Tells the page which elements the article expects it to provide: `elements`, once per name. */
export function remarkElements() {
  return (tree: Root, file: VFile) => {
    const bound = importedNames(tree)
    const uses = new Map<string, ElementUse>()
    visit(tree, (node) => {
      if (!isComponent(node) || bound.has(node.name.split('.')[0]) || uses.has(node.name)) return
      const { line = 1, column = 1 } = node.position?.start ?? {}
      uses.set(node.name, { name: node.name, line, column })
    })
    frontMatter(file).elements = [...uses.values()]
  }
}

/** Throws `AuthorError` for the first element that is not among the known ones. */
export function requireElements(uses: ElementUse[], known: string[], path: string): void {
  const unknown = uses.find(({ name }) => !known.includes(name))
  if (!unknown) return
  const close = nearest(unknown.name, known)
  throw new AuthorError(
    { path, line: unknown.line, column: unknown.column },
    `unknown element: <${unknown.name}>`,
    close
      ? `Did you mean <${close}>?`
      : `There are: ${[...known].sort().join(', ')}. Others are imported at the top of the article.`,
  )
}

function importedNames(tree: Root): Set<string> {
  const names = new Set<string>()
  for (const node of tree.children) {
    if (node.type !== 'mdxjsEsm') continue
    for (const statement of node.data?.estree?.body ?? []) {
      if (statement.type === 'ImportDeclaration') {
        for (const { local } of statement.specifiers) names.add(local.name)
      } else if (statement.type === 'ExportNamedDeclaration') {
        const { declaration } = statement
        if (declaration?.type === 'FunctionDeclaration') names.add(declaration.id.name)
        if (declaration?.type === 'VariableDeclaration') {
          for (const { id } of declaration.declarations) {
            if (id.type === 'Identifier') names.add(id.name)
          }
        }
      }
    }
  }
  return names
}
