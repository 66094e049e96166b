/**
 * The version of an artifact kind: a hash of the code that makes it.
 *
 * That is the kind's own file and what it imports from this repository, followed to the end, as a
 * sequence of tokens: types, comments and layout do not count, so that neither a better comment nor
 * another formatter makes a picture stale. The exact versions of the numeric dependencies join it.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import ts from 'typescript'

/** Packages whose code decides the numbers or the bytes, by the import that brings them in. */
const NUMERIC: Record<string, string[]> = {
  '@tensorflow/tfjs-core': [
    '@tensorflow/tfjs',
    '@tensorflow/tfjs-backend-cpu',
    '@tensorflow/tfjs-backend-wasm',
    '@tensorflow/tfjs-backend-webgpu',
    '@tensorflow/tfjs-core',
  ],
  sharp: ['sharp'],
}

/**
 * @param entry path of the kind's file
 * @param root of the repository: paths are hashed relative to it, packages looked up in its node_modules
 * @throws Error for an import whose target is computed, since what it brings in cannot be known
 */
export function versionOf(entry: string, root: string): string {
  const hash = createHash('sha256')
  const packages = new Set<string>()
  for (const [path, module] of [...closure(resolve(entry))].sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${relative(root, path).split(sep).join('/')}\0${module.tokens}\n`)
    for (const name of module.packages) for (const each of NUMERIC[name] ?? []) packages.add(each)
  }
  for (const name of [...packages].sort()) hash.update(`${name}@${packageVersion(name, root)}\n`)
  return hash.digest('hex').slice(0, 16)
}

interface Module {
  /** Hash of the tokens. */
  tokens: string
  /** Absolute paths of the files it imports. */
  files: string[]
  packages: string[]
}

const modules = new Map<string, Module>()

function closure(entry: string): Map<string, Module> {
  const found = new Map<string, Module>()
  const waiting = [entry]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue
    const module = readModule(path)
    found.set(path, module)
    waiting.push(...module.files)
  }
  return found
}

function readModule(path: string): Module {
  const source = readFileSync(path, 'utf8')
  const key = `${path}\0${source}`
  const known = modules.get(key)
  if (known) return known
  const module = path.endsWith('.ts') ? parseModule(path, source) : opaque(source)
  modules.set(key, module)
  return module
}

/** A file that is not TypeScript counts byte for byte. */
const opaque = (source: string): Module => ({
  tokens: createHash('sha256').update(source).digest('hex'),
  files: [],
  packages: [],
})

function parseModule(path: string, source: string): Module {
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
  return {
    tokens: hash.digest('hex'),
    files: imports.filter(isRelative).map((target) => join(dirname(path), target)),
    packages: imports.filter((target) => !isRelative(target)),
  }
}

/** A leaf of the tree as text, whatever its quotes. */
const token = (node: ts.Node, tree: ts.SourceFile): string =>
  ts.isStringLiteral(node) ? JSON.stringify(node.text) : node.getText(tree)

/** A comma that a formatter adds where it breaks a line; after a hole in an array it has a meaning. */
const isTrailingComma = (list: readonly ts.Node[], i: number): boolean =>
  list[i]!.kind === ts.SyntaxKind.CommaToken &&
  i === list.length - 1 &&
  list[i - 1]?.kind !== ts.SyntaxKind.OmittedExpression

const isRelative = (target: string) => target.startsWith('./') || target.startsWith('../')

function packageVersion(name: string, root: string): string {
  const path = join(root, 'node_modules', name, 'package.json')
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version
}
