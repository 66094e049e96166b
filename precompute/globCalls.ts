/** Where a module asks for files by place: `(source) → calls of import.meta.glob`. */

export interface GlobCall {
  /** Where the call stands in the source, to after its closing parenthesis. */
  start: number
  end: number
  /** As written; `!` before what is to be left out. */
  patterns: string[]
  eager: boolean
  /** The export that is wanted; absent for the whole module. */
  name?: string
}

/** What is skipped, or found, at its first character: comments, strings, templates, the call. */
const TOKENS =
  /\/\/.*|\/\*[^]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\[^]|[^`\\])*`|\bimport\.meta\.glob\b/g

const CALL = 'import.meta.glob'
const SPACE = String.raw`(?:\s|//.*|/\*[^]*?\*/)*`
const STRING = String.raw`(?:'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")`
const LIST = String.raw`\[${SPACE}(?:${STRING}${SPACE},?${SPACE})*\]`
const PAIR = String.raw`(?:\w+|${STRING})${SPACE}:${SPACE}(?:true|false|${STRING})`
const OPTIONS = String.raw`\{${SPACE}(?:${PAIR}${SPACE},?${SPACE})*\}`
const ARGUMENTS = new RegExp(
  String.raw`\(${SPACE}(${STRING}|${LIST})${SPACE}(?:,${SPACE}(${OPTIONS})?${SPACE},?${SPACE})?\)`,
  'y',
)

/** @throws Error for a call whose arguments are not literals, or an option other than `eager` and `import` */
export function globCalls(source: string): GlobCall[] {
  const calls: GlobCall[] = []
  for (const { 0: token, index: start } of source.matchAll(TOKENS)) {
    if (token !== CALL) continue
    ARGUMENTS.lastIndex = afterTypes(source, start + CALL.length)
    const found = ARGUMENTS.exec(source)
    if (!found)
      throw new Error(
        `computed ${CALL}: ${source.slice(start).split('\n', 1)[0]} (write patterns and options as literals)`,
      )
    const patterns = strings(found[1])
    calls.push({ start, end: ARGUMENTS.lastIndex, patterns, ...readOptions(found[2] ?? '') })
  }
  return calls
}

function readOptions(text: string): Pick<GlobCall, 'eager' | 'name'> {
  const pairs = [...text.matchAll(new RegExp(`(\\w+|${STRING})${SPACE}:${SPACE}(\\w+|${STRING})`, 'g'))]
  const options = new Map(pairs.map(([, key, value]) => [unquoted(key), unquoted(value)]))
  for (const key of options.keys())
    if (key !== 'eager' && key !== 'import')
      throw new Error(`unknown option of ${CALL} outside of Vite: ${key} (allowed: eager, import)`)
  const name = options.get('import')
  return { eager: options.get('eager') === 'true', name: name === '*' ? undefined : name }
}

/** The position after `<Type>`, where there is one. */
function afterTypes(source: string, start: number): number {
  if (source[start] !== '<') return start
  let depth = 0
  for (let i = start; i < source.length; i++) {
    if (source[i] === '<') depth++
    if (source[i] === '>' && source[i - 1] !== '=') depth--
    if (depth === 0) return i + 1
  }
  return start
}

const strings = (text: string): string[] =>
  [...text.matchAll(new RegExp(`//.*|/\\*[^]*?\\*/|${STRING}`, 'g'))]
    .map(([token]) => token)
    .filter((token) => !token.startsWith('/'))
    .map(unquoted)

const unquoted = (text: string): string => (/^['"]/.test(text) ? text.slice(1, -1) : text)
