/**
 * What a piece of a module says: `(nodes, names) → { shape, references }`.
 *
 * The shape is a hash of the syntax tree: what each node is, and the text of its leaves, strings and
 * numbers by value. Layout, quotes, trailing commas and parentheses without a meaning are not in the
 * tree that is hashed. A name of the module's top level is a reference, unless a local one hides it.
 */
import { createHash } from 'node:crypto'
import ts from 'typescript'
import { localNames } from './localNames.ts'
import { DYNAMIC, type Syntax } from './module.ts'

/** Names declared around a node, from the inside out. */
interface Scope {
  names: ReadonlySet<string>
  outer?: Scope
}

interface Context {
  /** The names of the top level: definitions and imports. */
  names: ReadonlySet<string>
  /** The identifiers that the definition binds; what it is called does not count. */
  own?: ReadonlySet<ts.Node>
  /** Where the module is, for messages. */
  path: string
}

/**
 * @param head what the nodes do not say themselves, such as `const`
 * @throws Error for an import whose target is computed
 */
export function syntaxOf(head: string, nodes: readonly ts.Node[], { names, own = new Set(), path }: Context): Syntax {
  const hash = createHash('sha256')
  const references: string[] = []
  const emit = (token: string): void => void hash.update(`${token}\0`)
  const refer = (name: string): void => {
    emit('reference')
    references.push(name)
  }

  const identifier = (node: ts.Identifier, scope: Scope | undefined): void => {
    if (own.has(node)) emit('own')
    else if (names.has(node.text) && !isLocal(node.text, scope)) refer(node.text)
    else emit(`name ${node.text}`)
  }

  const key = (name: ts.PropertyName, scope: Scope | undefined): void => {
    if (ts.isComputedPropertyName(name) || ts.isBigIntLiteral(name)) walk(name, scope)
    else emit(`key ${JSON.stringify(name.text)}`)
  }

  const pair = (name: ts.PropertyName, scope: Scope | undefined, value: () => void): void => {
    emit('(pair')
    key(name, scope)
    value()
    emit(')')
  }

  const shorthand = (node: ts.ShorthandPropertyAssignment, scope: Scope | undefined): void => {
    const { name, objectAssignmentInitializer: preset } = node
    pair(name, scope, () => {
      if (preset) emit(open(ts.SyntaxKind.BinaryExpression))
      identifier(name, scope)
      if (!preset) return
      emit(open(ts.SyntaxKind.EqualsToken))
      emit(')')
      walk(preset, scope)
      emit(')')
    })
  }

  const binding = (node: ts.BindingElement, scope: Scope | undefined): void => {
    emit(node.dotDotDotToken ? '(rest' : '(bind')
    if (node.propertyName) key(node.propertyName, scope)
    else if (ts.isObjectBindingPattern(node.parent) && !node.dotDotDotToken) key(node.name as ts.Identifier, scope)
    walk(node.name, scope)
    if (node.initializer) {
      emit('=')
      walk(node.initializer, scope)
    }
    emit(')')
  }

  const importCall = (node: ts.CallExpression, scope: Scope | undefined): void => {
    const target = node.arguments[0]
    if (!target || !ts.isStringLiteral(target))
      throw new Error(
        `computed import in ${path}: ${target?.getText()} (write the path as a string: it decides what is stale)`,
      )
    emit('(import')
    refer(DYNAMIC + target.text)
    for (const each of node.arguments.slice(1)) walk(each, scope)
    emit(')')
  }

  /** The files that it matches are not brought in: whoever wants one of them names it. */
  const glob = (node: ts.CallExpression, scope: Scope | undefined): void => {
    emit('(glob')
    for (const each of node.arguments.slice(1)) walk(each, scope)
    emit(')')
  }

  const walk = (node: ts.Node, around: Scope | undefined): void => {
    if (ts.isParenthesizedExpression(node)) return walk(node.expression, around)
    if (isNothing(node)) return
    if (ts.isIdentifier(node)) return identifier(node, around)
    if (ts.isPropertyAssignment(node)) return pair(node.name, around, () => walk(node.initializer, around))
    if (ts.isShorthandPropertyAssignment(node)) return shorthand(node, around)
    if (ts.isBindingElement(node)) return binding(node, around)
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      return importCall(node, around)
    if (isGlob(node)) return glob(node, around)

    emit(open(node.kind) + detail(node))
    const inner = localNames(node)
    const scope = inner.length > 0 ? { names: new Set(inner), outer: around } : around
    const { name, label } = node as { name?: ts.Node; label?: ts.Node }
    ts.forEachChild(node, (child) => {
      if (child === label) emit(`label ${(child as ts.Identifier).text}`)
      else if (child === name && isMember(node)) key(child as ts.PropertyName, around)
      else if (child === name && own.has(child) && isDeclaration(node)) return
      else walk(child, scope)
    })
    emit(')')
  }

  emit(head)
  for (const node of nodes) walk(node, undefined)
  return { shape: hash.digest('hex').slice(0, 32), references }
}

/** Kinds by name: their numbers change from one version of TypeScript to the next. */
const KINDS = new Map<number, string>()
for (const [name, kind] of Object.entries(ts.SyntaxKind))
  if (typeof kind === 'number' && !KINDS.has(kind)) KINDS.set(kind, name)

const open = (kind: ts.SyntaxKind): string => `(${KINDS.get(kind)}`

const isLocal = (name: string, scope: Scope | undefined): boolean =>
  scope !== undefined && (scope.names.has(name) || isLocal(name, scope.outer))

/** What says nothing: stray semicolons, and that something is exported. */
const isNothing = (node: ts.Node): boolean =>
  node.kind === ts.SyntaxKind.ExportKeyword ||
  node.kind === ts.SyntaxKind.DefaultKeyword ||
  ts.isSemicolonClassElement(node) ||
  (ts.isEmptyStatement(node) && (ts.isBlock(node.parent) || ts.isCaseOrDefaultClause(node.parent)))

/** Nodes whose name follows a dot, or is the key of a value. */
const isMember = (node: ts.Node): boolean =>
  ts.isPropertyAccessExpression(node) ||
  ts.isMetaProperty(node) ||
  ts.isClassElement(node) ||
  ts.isObjectLiteralElementLike(node)

const isDeclaration = (node: ts.Node): boolean => ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)

const isGlob = (node: ts.Node): node is ts.CallExpression =>
  ts.isCallExpression(node) &&
  ts.isPropertyAccessExpression(node.expression) &&
  ts.isMetaProperty(node.expression.expression) &&
  node.expression.name.text === 'glob'

/** What a node says besides its kind and its children. */
function detail(node: ts.Node): string {
  if (ts.isTemplateLiteralToken(node)) return JSON.stringify(isTagged(node) ? node.rawText : node.text)
  if (ts.isLiteralExpression(node) || ts.isPrivateIdentifier(node)) return JSON.stringify(node.text)
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) return ` ${KINDS.get(node.operator)}`
  if (ts.isMetaProperty(node)) return ` ${KINDS.get(node.keywordToken)}`
  if (ts.isVariableDeclarationList(node)) return ` ${node.flags & ts.NodeFlags.BlockScoped}`
  if (ts.isForStatement(node))
    return [node.initializer, node.condition, node.incrementor].map((each) => (each ? 1 : 0)).join()
  // `(a?.b).c` throws where `a?.b.c` does not.
  return node.flags & ts.NodeFlags.OptionalChain ? '?' : ''
}

function isTagged(node: ts.TemplateLiteralToken): boolean {
  const whole = ts.isNoSubstitutionTemplateLiteral(node)
    ? node
    : ts.isTemplateHead(node)
      ? node.parent
      : node.parent.parent
  return ts.isTaggedTemplateExpression(whole.parent)
}
