/** What of a module counts for its version: `(path, source) → Module`, by TypeScript's own parser. */
import { createHash } from 'node:crypto'
import ts from 'typescript'
import type { Module } from './moduleCache.ts'

/** @throws Error for an import whose target is computed */
export function moduleTokens(path: string, source: string): Module {
  const { outputText } = ts.transpileModule(source, {
    fileName: path,
    compilerOptions: {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      removeComments: true,
    },
  })
  const tree = ts.createSourceFile('module.js', outputText, ts.ScriptTarget.ESNext)
  const hash = createHash('sha256')
  const imports: string[] = []
  const walk = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      if (node.moduleSpecifier) imports.push((node.moduleSpecifier as ts.StringLiteral).text)
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const target = node.arguments[0]
      if (!target || !ts.isStringLiteral(target))
        throw new Error(
          `computed import in ${path}: ${target?.getText(tree)} (write the path as a string: it decides what is stale)`,
        )
      imports.push(target.text)
    }
    const children = node.getChildren(tree)
    if (children.length === 0) hash.update(`${token(node, tree)}\0`)
    children.forEach((child, i) => {
      if (!isTrailingComma(children, i)) walk(child)
    })
  }
  walk(tree)
  return { tokens: hash.digest('hex'), imports }
}

/** A leaf of the tree as text, whatever its quotes. */
const token = (node: ts.Node, tree: ts.SourceFile): string =>
  ts.isStringLiteral(node) ? JSON.stringify(node.text) : node.getText(tree)

/** A comma that a formatter adds where it breaks a line; after a hole in an array it has a meaning. */
const isTrailingComma = (list: readonly ts.Node[], i: number): boolean =>
  list[i]!.kind === ts.SyntaxKind.CommaToken &&
  i === list.length - 1 &&
  list[i - 1]?.kind !== ts.SyntaxKind.OmittedExpression
