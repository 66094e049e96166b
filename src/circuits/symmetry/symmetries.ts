/** Every symmetry, by name: the files of `symmetries`. */
import { byName, memberNamed } from '../../vocabulary/byName.ts'
import type { Symmetry } from './symmetry.ts'

export const symmetries = byName(import.meta.glob<Symmetry>('./symmetries/*.ts', { eager: true, import: 'default' }))

/** @throws Error listing the symmetries there are */
export const symmetryNamed = (name: string): Symmetry => memberNamed('symmetry', symmetries, name)
