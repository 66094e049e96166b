import { Failure } from '../engine/failure.ts'

/** A canvas that stands nowhere, for pictures on their way; a browser without such ones gets one of the page's. */
type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

/**
 * @param reads whether its pixels are read
 * @throws Failure where the browser has no canvas
 */
export function offscreen(
  width: number,
  height: number,
  reads = false,
): { canvas: CanvasImageSource; context: Context } {
  const canvas =
    typeof OffscreenCanvas === 'undefined'
      ? Object.assign(document.createElement('canvas'), { width, height })
      : new OffscreenCanvas(width, height)
  return { canvas, context: contextOf<Context>(canvas, reads) }
}

/**
 * What draws on a canvas.
 * @param reads whether its pixels are read
 * @throws Failure where the browser has none
 */
export function contextOf<C extends Context = CanvasRenderingContext2D>(
  canvas: HTMLCanvasElement | OffscreenCanvas,
  reads = false,
): C {
  const context = canvas.getContext('2d', { willReadFrequently: reads }) as C | null
  if (context) return context
  throw new Failure('browser', 'this browser does not let a page draw')
}
