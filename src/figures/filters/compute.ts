/** The kernels of a convolution, from the largest down: they are read, not computed. */
export { kernels } from '../../circuits/kernels/kernels.ts'
