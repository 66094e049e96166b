/** What the registries of the core say in words. It loads them, and with them TF.js: pages get its value as data. */
import { methods } from '../attribution/methods.ts'
import { tokenMethods } from '../attribution/tokens/tokenMethods.ts'
import { symmetries } from '../circuits/symmetry/symmetries.ts'
import { families } from '../stimuli/families.ts'
import { SEARCHED } from '../vocabulary/seededStimuli.ts'
import type { MethodWords } from '../vocabulary/method.ts'
import { plainFamily } from '../vocabulary/stimulus.ts'
import type { SymmetryWords } from '../vocabulary/symmetry.ts'
import type { TokenMethodWords } from '../vocabulary/tokenMethod.ts'
import type { Vocabulary } from '../vocabulary/vocabulary.ts'

export const vocabulary: Vocabulary = {
  stimuli: mapped(searchedFirst(families), plainFamily),
  methods: mapped(methods, ({ title, order, refined, quickness, signed, empty }): MethodWords => ({
    title,
    order,
    refined,
    quickness,
    signed,
    empty,
  })),
  tokenMethods: mapped(tokenMethods, ({ map: _, ...words }): TokenMethodWords => words),
  symmetries: mapped(symmetries, ({ title, moved, rest, by, moves, least }): SymmetryWords => ({
    title,
    moved,
    rest,
    by,
    ...(moves && { moves }),
    least,
  })),
}

function mapped<T, U>(members: Readonly<Record<string, T>>, words: (member: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, words(member)]))
}

/** The families that searches name come first, in their order; lists of families read so. */
function searchedFirst<T>(members: Readonly<Record<string, T>>): Record<string, T> {
  const place = (name: string) => (SEARCHED.includes(name) ? SEARCHED.indexOf(name) : SEARCHED.length)
  return Object.fromEntries(Object.entries(members).sort(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1)))
}
