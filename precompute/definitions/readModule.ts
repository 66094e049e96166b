/** What of a module counts, by TypeScript's own parser: `(path, source) → Module`. */
import ts from 'typescript'
import { boundIdentifiers } from './localNames.ts'
import type { Module } from './module.ts'
import { syntaxOf } from './syntax.ts'

/** A definition before its names are looked up. */
interface Definition {
  head: string
  nodes: ts.Node[]
  bound: ts.Identifier[]
}

/** The local name of what `export default` defines without naming it; no identifier is called so. */
const UNNAMED = 'default'

/** @throws Error for an import whose target is computed */
export function readModule(path: string, source: string): Module {
  const tree = parse(path, source)
  const definitions: Definition[] = []
  const effects: ts.Statement[] = []
  const module: Module = { definitions: [], imports: {}, exports: {}, stars: [], effectImports: [] }
  for (const statement of tree.statements) {
    if (ts.isImportDeclaration(statement)) readImport(statement, module)
    else if (ts.isExportDeclaration(statement)) readExport(statement, module)
    else if (ts.isExportAssignment(statement)) {
      const { expression } = statement
      if (ts.isIdentifier(expression)) module.exports.default = expression.text
      else {
        module.exports.default = UNNAMED
        definitions.push({ head: 'const', nodes: [expression], bound: [] })
      }
    } else {
      const defined = definitionsOf(statement)
      if (defined) definitions.push(...defined)
      else if (!ts.isEmptyStatement(statement)) effects.push(statement)
      if (defined && isExported(statement))
        for (const name of defined.flatMap(namesOf)) module.exports[isDefault(statement) ? 'default' : name] = name
    }
  }
  const names = new Set([...Object.keys(module.imports), ...definitions.flatMap(namesOf)])
  for (const each of definitions) {
    const own = new Set(each.bound)
    const syntax = syntaxOf(each.head, each.nodes, { names, own, path })
    module.definitions.push({ ...syntax, names: namesOf(each) })
  }
  if (effects.length > 0) module.effects = syntaxOf('effects', effects, { names, path })
  return module
}

/** The tree of a module without types and comments. */
function parse(path: string, source: string): ts.SourceFile {
  const { outputText } = ts.transpileModule(source, {
    fileName: path,
    compilerOptions: {
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      removeComments: true,
    },
  })
  return ts.createSourceFile('module.js', outputText, ts.ScriptTarget.ESNext, true)
}

/** Each variable is a definition of its own; undefined for a statement that defines nothing. */
function definitionsOf(statement: ts.Statement): Definition[] | undefined {
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
    const bound = statement.name ? [statement.name] : []
    return [{ head: 'declaration', nodes: [statement], bound }]
  }
  if (!ts.isVariableStatement(statement)) return undefined
  const { declarations, flags } = statement.declarationList
  return declarations.map(({ name, initializer }) => ({
    head: keywordOf(flags),
    nodes: [...(ts.isIdentifier(name) ? [] : [name]), ...(initializer ? [initializer] : [])],
    bound: boundIdentifiers(name),
  }))
}

const namesOf = ({ bound }: Definition): string[] => (bound.length > 0 ? bound.map(({ text }) => text) : [UNNAMED])

function keywordOf(flags: ts.NodeFlags): string {
  const kind = flags & ts.NodeFlags.BlockScoped
  return kind === ts.NodeFlags.Const ? 'const' : kind === ts.NodeFlags.Let ? 'let' : `var ${kind}`
}

function readImport({ importClause, moduleSpecifier }: ts.ImportDeclaration, module: Module): void {
  const from = (moduleSpecifier as ts.StringLiteral).text
  if (!importClause) return void module.effectImports.push(from)
  const { name, namedBindings } = importClause
  if (name) module.imports[name.text] = { from, name: 'default' }
  if (!namedBindings) return
  if (ts.isNamespaceImport(namedBindings)) module.imports[namedBindings.name.text] = { from, name: '*' }
  else
    for (const each of namedBindings.elements)
      module.imports[each.name.text] = { from, name: (each.propertyName ?? each.name).text }
}

function readExport({ exportClause, moduleSpecifier }: ts.ExportDeclaration, module: Module): void {
  const from = moduleSpecifier && (moduleSpecifier as ts.StringLiteral).text
  if (!exportClause) return void module.stars.push(from!)
  if (ts.isNamespaceExport(exportClause)) {
    module.exports[exportClause.name.text] = { from: from!, name: '*' }
    return
  }
  for (const each of exportClause.elements) {
    const { text } = each.propertyName ?? each.name
    module.exports[each.name.text] = from === undefined ? text : { from, name: text }
  }
}

const isExported = (statement: ts.Statement): boolean => has(statement, ts.SyntaxKind.ExportKeyword)
const isDefault = (statement: ts.Statement): boolean => has(statement, ts.SyntaxKind.DefaultKeyword)

const has = (statement: ts.Statement, kind: ts.SyntaxKind): boolean =>
  ts.canHaveModifiers(statement) && (ts.getModifiers(statement) ?? []).some((each) => each.kind === kind)
