import type { Surroundings } from './props/prop.ts'

/** A class of the network by its index, as a reader knows it; by its number where the network has no names. */
export const classNamed = (index: number, { network }: Surroundings): string =>
  network.classes[index] ?? `class ${index}`
