/** Bytes as a canvas takes them, all opaque, of RGB in [0, 1], row by row. */
export function rgbaOf(values: Float32Array): Uint8ClampedArray<ArrayBuffer> {
  const data = new Uint8ClampedArray((values.length / 3) * 4).fill(255)
  for (let i = 0; i < values.length / 3; i++) for (let c = 0; c < 3; c++) data[4 * i + c] = 255 * values[3 * i + c]!
  return data
}
