import type { Encode } from '../encode.ts'
import type kernel from './artifact.ts'
import type { KernelData } from './artifact.ts'

export const encode: Encode<typeof kernel, KernelData> = async ({ to, from }, data) => {
  const bad = [...data.expanded, ...data.gradient.grids].find(({ max }) => !Number.isFinite(max))
  if (bad) throw new Error(`weights of ${to} on ${from} hold the value ${bad.max}`)
  return { files: { data } }
}
