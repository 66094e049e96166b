import type { Locator } from 'playwright-core'
import type { Pixels } from '../../src/model/pixels.ts'

/** The picture that a figure's input holds, as its network takes it. */
export async function pixelsOf(figure: Locator): Promise<Pixels> {
  const { width, height, data } = await figure.locator('.imageInput canvas').evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement
    const { data } = (element as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height)
    return { width, height, data: [...data] }
  })
  const values = data.filter((_, i) => i % 4 < 3).map((level) => level / 255)
  return { width, height, values: Float32Array.from(values) }
}
