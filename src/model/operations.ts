/** Every operation, by its name in layer tables: the files of `ops`. */
import { byName } from '../vocabulary/byName.ts'
import type { Layer } from '../vocabulary/layerTable.ts'
import type { Operation } from './operation.ts'

export const operations = byName(import.meta.glob<Operation>('./ops/*.ts', { eager: true, import: 'default' }))

export const operationOf = ({ op }: Layer): Operation => operations[op]

/** Whether weights lead to a layer from the units of another. */
export const hasWeights = (layer: Layer): boolean => operationOf(layer).weights !== undefined

/** Whether each unit of the layer depends on every position of its input. */
export const isGlobal = (layer: Layer): boolean => operationOf(layer).global === true
