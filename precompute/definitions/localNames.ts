/** The names that a piece of syntax declares for what is inside of it: `(node) → names`. */
import ts from 'typescript'

export function localNames(node: ts.Node): string[] {
  if (ts.isBlock(node)) return [...lexicalNames(node.statements), ...(isBody(node) ? hoistedNames(node) : [])]
  if (ts.isCaseBlock(node)) return node.clauses.flatMap((each) => lexicalNames(each.statements))
  if (ts.isFunctionLike(node)) return [...ownName(node), ...node.parameters.flatMap((each) => boundNames(each.name))]
  if (ts.isClassExpression(node)) return ownName(node)
  if (ts.isCatchClause(node)) return node.variableDeclaration ? boundNames(node.variableDeclaration.name) : []
  if (ts.isForStatement(node) || ts.isForInStatement(node) || ts.isForOfStatement(node)) {
    const list = node.initializer
    return list && ts.isVariableDeclarationList(list) && isLexical(list) ? listed(list) : []
  }
  return []
}

/** The identifiers that a declaration binds, in order. */
export const boundIdentifiers = (name: ts.BindingName): ts.Identifier[] =>
  ts.isIdentifier(name)
    ? [name]
    : name.elements.flatMap((each) => (ts.isOmittedExpression(each) ? [] : boundIdentifiers(each.name)))

const boundNames = (name: ts.BindingName): string[] => boundIdentifiers(name).map(({ text }) => text)

/** An expression's name is seen inside of it only; that of a declaration around it. */
const ownName = (node: ts.Node & { name?: ts.Node }): string[] =>
  (ts.isFunctionExpression(node) || ts.isClassExpression(node)) && node.name ? [node.name.text] : []

const isLexical = (list: ts.VariableDeclarationList): boolean => (list.flags & ts.NodeFlags.BlockScoped) !== 0

const listed = (list: ts.VariableDeclarationList): string[] =>
  list.declarations.flatMap((each) => boundNames(each.name))

const lexicalNames = (statements: readonly ts.Statement[]): string[] =>
  statements.flatMap((each) => {
    if (ts.isVariableStatement(each)) return isLexical(each.declarationList) ? listed(each.declarationList) : []
    const declares = ts.isFunctionDeclaration(each) || ts.isClassDeclaration(each)
    return declares && each.name ? [each.name.text] : []
  })

/** Whether `var` is hoisted to this block; the default values of parameters do not see it. */
const isBody = (block: ts.Block): boolean =>
  ts.isFunctionLike(block.parent) || ts.isClassStaticBlockDeclaration(block.parent)

function hoistedNames(body: ts.Node): string[] {
  const names: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isClassStaticBlockDeclaration(node)) return
    if (ts.isVariableDeclarationList(node) && !isLexical(node)) names.push(...listed(node))
    ts.forEachChild(node, visit)
  }
  ts.forEachChild(body, visit)
  return names
}
