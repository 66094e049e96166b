/** The weights between two families, and what of them is one pattern, moved. */
export { familyMatrix } from '../../circuits/kernels/familyMatrix.ts'
