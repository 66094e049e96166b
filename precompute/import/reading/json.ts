/** JSON of files that others wrote: parsed, and known to be nested no deeper than `LIMITS.depth` allows. */
import { LIMITS } from '../graph.ts'
import { refusal, shown } from './refusal.ts'

/** An object of JSON whose fields are not known yet. */
export type Fields = Readonly<Record<string, unknown>>

/** Levels of JSON that one level of a network takes at most: layers, config, layers, one layer. */
const LEVELS = 8

/**
 * @param what the file, as messages call it
 * @throws Failure where it is no JSON, or nested too deep
 */
export function parseJson(bytes: Uint8Array | string, what: string): unknown {
  let json: unknown
  try {
    const text = typeof bytes === 'string' ? bytes : new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    json = JSON.parse(text)
  } catch (error) {
    throw refusal(`${what} is not JSON: ${shown((error as Error).message)}`)
  }
  let level: unknown[] = [json]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > LIMITS.depth * LEVELS) throw refusal(`${what} is nested more than ${LIMITS.depth * LEVELS} levels deep`)
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []))
  }
  return json
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** @throws Failure where the value is no object */
export function fieldsOf(value: unknown, what: string): Fields {
  if (isFields(value)) return value
  throw refusal(`${what} is ${shown(value)}, and not an object`)
}

/** @throws Failure where the value is no list */
export function listOf(value: unknown, what: string): readonly unknown[] {
  if (Array.isArray(value)) return value as readonly unknown[]
  throw refusal(`${what} is ${shown(value)}, and not a list`)
}

/** @throws Failure where the value is no text */
export function textOf(value: unknown, what: string): string {
  if (typeof value === 'string') return value
  throw refusal(`${what} is ${shown(value)}, and not text`)
}

/** A number, also where it is written as text. @throws Failure where the value is neither */
export function numberOf(value: unknown, what: string): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number === 'number' && Number.isFinite(number)) return number
  throw refusal(`${what} is ${shown(value)}, and not a number`)
}

/** A list of counts, such as a shape. @throws Failure for anything else, and for more than `LIMITS.rank` of them */
export function countsOf(value: unknown, what: string): number[] {
  const counts = listOf(value, what).map((each) => numberOf(each, what))
  if (counts.length > LIMITS.rank) throw refusal(`${what} has ${counts.length} axes (at most ${LIMITS.rank})`)
  if (counts.every((count) => Number.isSafeInteger(count) && count >= 0)) return counts
  throw refusal(`${what} is ${shown(value)}, and not a list of counts`)
}
