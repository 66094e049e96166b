/** Activations of one image, in double precision. */

/** `data[(y · width + x) · channels + c]` */
export interface Volume {
  height: number
  width: number
  channels: number
  data: Float64Array
}

export interface Parameter {
  shape: readonly number[]
  data: ArrayLike<number>
}

export function volume(
  height: number,
  width: number,
  channels: number,
  value: (y: number, x: number, c: number) => number,
): Volume {
  const data = new Float64Array(height * width * channels)
  let i = 0
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) for (let c = 0; c < channels; c++) data[i++] = value(y, x, c)
  return { height, width, channels, data }
}

export const at = ({ width, channels, data }: Volume, y: number, x: number, c: number): number =>
  data[(y * width + x) * channels + c]
