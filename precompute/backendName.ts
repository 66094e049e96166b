/** What TF.js computes on: a GPU, each core's WASM, or plain JavaScript. */
export const BACKENDS = ['webgpu', 'wasm', 'cpu'] as const
export type Backend = (typeof BACKENDS)[number]
