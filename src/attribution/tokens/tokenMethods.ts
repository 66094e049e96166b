/** Every method that explains a transformer, by name: the files of `methods`. */
import { byName, memberNamed } from '../../vocabulary/byName.ts'
import type { TokenMethod } from './tokenMethod.ts'

export const tokenMethods = byName(import.meta.glob<TokenMethod>('./methods/*.ts', { eager: true, import: 'default' }))

/** @throws Error listing the methods there are */
export const tokenMethodNamed = (name: string): TokenMethod =>
  memberNamed('method for transformers', tokenMethods, name)
