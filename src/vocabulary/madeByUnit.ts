/** Artifacts of a figure that shows one of several units: one of each, and pictures of all. */
import type { Shown } from './figureKind.ts'

type Reference = `${string}/${string}`

/** @typeParam S what there is of one unit */
export type MadeByUnit<S> = { units: Shown<unknown, 'sheet'> } & { [unit: Reference]: S }

const isReference = (text: string): text is Reference => text.includes('/')

/** What was made of a unit; undefined where nothing was. */
export const ofUnit = <S>(made: MadeByUnit<S>, unit: string): S | undefined =>
  isReference(unit) ? made[unit] : undefined
