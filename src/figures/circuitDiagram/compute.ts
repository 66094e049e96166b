/** A unit with the units it is made of, on a picture or without one. */
export { circuit } from '../../circuits/graph/circuit.ts'
