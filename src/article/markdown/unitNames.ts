import { existsSync, readFileSync } from 'node:fs'
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml'
import { parseUnit, type Units } from '../../vocabulary/unit.ts'
import { AuthorError } from './authorError.ts'

/**
 * The names that an author gave to units of a network: `{"conv4/39": "upward curve"}`; none where there is no file.
 * Throws `AuthorError` at the line of what is no JSON, no unit of the network, no name, or a second name of a unit.
 */
export function readUnitNames(path: string, network: Units): Record<string, string> {
  if (!existsSync(path)) return {}
  const lines = new LineCounter()
  // JSON is YAML, and of YAML every value's line is known.
  const document = parseDocument(readFileSync(path, 'utf8'), { lineCounter: lines, uniqueKeys: false })
  const fail = (offset: number, what: string, remedy: string): never => {
    throw new AuthorError({ path, line: lines.linePos(offset).line }, what, remedy)
  }
  const shape = 'Write an object of names by unit, as in { "conv4/39": "upward curve" }.'
  const [broken] = document.errors
  if (broken) return fail(broken.pos[0], `broken JSON: ${broken.message.split(/ at line |\n/)[0]}`, shape)
  const { contents } = document
  if (!isMap(contents)) return fail(0, 'names of units are no object', shape)
  const names: Record<string, string> = {}
  for (const { key, value } of contents.items) {
    const at = isScalar(key) ? (key.range?.[0] ?? 0) : 0
    const unit = isScalar(key) ? String(key.value) : ''
    const name: unknown = isScalar(value) ? value.value : undefined
    try {
      if (parseUnit(unit, network).at) fail(at, `name of a position: ${unit}`, 'Name the unit, without @row,column.')
    } catch (error) {
      if (error instanceof AuthorError) throw error
      fail(at, (error as Error).message, 'Correct the unit, or remove its name.')
    }
    if (typeof name !== 'string' || !/^\S(.{0,38}\S)?$/u.test(name))
      return fail(
        at,
        `no name of ${unit}: ${JSON.stringify(name)}`,
        'Write one to 40 characters, as in "upward curve".',
      )
    if (Object.hasOwn(names, unit)) return fail(at, `two names of ${unit}: ${names[unit]} and ${name}`, 'Remove one.')
    names[unit] = name
  }
  return names
}
