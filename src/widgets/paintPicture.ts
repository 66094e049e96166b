/** Draws picture number `index` of several, RGB in [0, 1] row by row, on a canvas of its size. */
export function paintPicture(
  canvas: HTMLCanvasElement,
  { images, height, width }: { images: Float32Array; height: number; width: number },
  index: number,
): void {
  const rgba = new Uint8ClampedArray(4 * height * width).fill(255)
  const from = index * height * width * 3
  for (let i = 0; i < height * width; i++)
    for (let c = 0; c < 3; c++) rgba[4 * i + c] = Math.round(255 * images[from + 3 * i + c]!)
  canvas.getContext('2d')!.putImageData(new ImageData(rgba, width, height), 0, 0)
}
