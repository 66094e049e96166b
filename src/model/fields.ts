/**
 * Fields of a JSON file, read once into resolved values: `(value, where it stands) → value`. What is wrong is
 * said with the field, the value found and what was allowed.
 */
export interface Field<T> {
  /** @throws Error naming the field, the value found and what was allowed */
  read(value: unknown, at: string): T
}

export type Fields = Record<string, Field<unknown>>

/** The values of fields. */
export type Read<F extends Fields> = { [Name in keyof F]: F[Name] extends Field<infer T> ? T : never }

const wrong = (at: string, value: unknown, allowed: string): Error =>
  new Error(`${at}: ${value === undefined ? 'nothing' : JSON.stringify(value)} (allowed: ${allowed})`)

/** A field whose values a test tells from others. */
const tested = <T>(allowed: string, test: (value: unknown) => boolean): Field<T> => ({
  read(value, at) {
    if (test(value)) return value as T
    throw wrong(at, value, allowed)
  },
})

export const wholeFrom = (least: number) =>
  tested<number>(`a whole number from ${least}`, (value) => Number.isSafeInteger(value) && (value as number) >= least)
export const size = wholeFrom(1)
export const count = wholeFrom(0)
export const number = tested<number>('a number', (value) => Number.isFinite(value))
export const positive = tested<number>('a number above 0', (value) => Number.isFinite(value) && (value as number) > 0)
export const flag = tested<boolean>('true or false', (value) => typeof value === 'boolean')

/** Text of a form. */
export const text = (allowed = 'text', form = /[^]*/) =>
  tested<string>(allowed, (value) => typeof value === 'string' && form.test(value))

export const oneOf = (names: readonly string[]) =>
  tested<string>(names.join(', '), (value) => names.includes(value as string))

/** As many values as there are names, each by the same field. */
function tuple<T extends unknown[]>(each: Field<T[number]>, names: readonly string[]): Field<T> {
  return {
    read(value, at) {
      if (!Array.isArray(value) || value.length !== names.length) throw wrong(at, value, `[${names.join(', ')}]`)
      return value.map((entry, i) => each.read(entry, `${at}[${i}]`)) as T
    },
  }
}

/** `[height, width]` */
export const pair = tuple<[number, number]>(size, ['height', 'width'])
/** `[down, across]`, or one whole number for both. */
export const strides: Field<[number, number]> = {
  read(value, at) {
    if (Array.isArray(value)) return pair.read(value, at)
    const both = size.read(value, at)
    return [both, both]
  },
}

/** `[rows, columns]`, each from 0. */
export const counts = tuple<[number, number]>(count, ['rows', 'columns'])
/** Always explicit: the word "same" never appears. */
export const padding = tuple<[number, number, number, number]>(count, ['top', 'bottom', 'left', 'right'])

export const list = <T>(each: Field<T>, least = 0, allowed = `a list of at least ${least}`): Field<T[]> => ({
  read(value, at) {
    if (!Array.isArray(value) || value.length < least) throw wrong(at, value, allowed)
    return value.map((entry, i) => each.read(entry, `${at}[${i}]`))
  },
})

/** A field that may be left out. */
export const optional = <T>(field: Field<T>, otherwise: NoInfer<T>): Field<T> => ({
  read: (value, at) => (value === undefined ? otherwise : field.read(value, at)),
})

export const numbers = list(number, 1, 'numbers')

/** An object of these fields and no others. */
export function record<F extends Fields>(fields: F): Field<Read<F>> {
  return {
    read(value, at) {
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw wrong(at || 'the whole', value, `an object of ${Object.keys(fields).join(', ')}`)
      const path = (name: string) => (at ? `${at}.${name}` : name)
      for (const name of Object.keys(value))
        if (!Object.hasOwn(fields, name))
          throw new Error(`${path(name)}: unknown field (allowed: ${Object.keys(fields).join(', ')})`)
      const entries = Object.entries(fields).map(([name, field]) => [
        name,
        field.read((value as Record<string, unknown>)[name], path(name)),
      ])
      return Object.fromEntries(entries) as Read<F>
    },
  }
}
