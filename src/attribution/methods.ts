/** Every attribution method, by name: the files of `methods`. */
import { byName, memberNamed } from '../vocabulary/byName.ts'
import type { Method } from './method.ts'

export const methods = byName(import.meta.glob<Method>('./methods/*.ts', { eager: true, import: 'default' }))

/** @throws Error listing the methods there are */
export const methodNamed = (name: string): Method => memberNamed('attribution method', methods, name)
