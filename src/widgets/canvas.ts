/** A canvas that stands nowhere, for pictures on their way; a browser without such ones gets one of the page's. */
type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

/** @param reads whether its pixels are read */
export function offscreen(
  width: number,
  height: number,
  reads = false,
): { canvas: CanvasImageSource; context: Context } {
  const canvas =
    typeof OffscreenCanvas === 'undefined'
      ? Object.assign(document.createElement('canvas'), { width, height })
      : new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { willReadFrequently: reads }) as Context | null
  if (context) return { canvas, context }
  throw new Error('this browser does not let a page draw')
}
