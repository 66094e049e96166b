/** Freehand drawing on a canvas, with what it takes to go back. Positions in pixels, centres at half numbers. */

export interface Brush {
  /** CSS colour. */
  colour: string
  /** Diameter in pixels. */
  width: number
}

const REMEMBERED = 60

export interface Drawing {
  /** Remembers the picture as it is, before a change. */
  remember(): void
  /** A round stroke between two points; a dot where they are one. */
  stroke(brush: Brush, from: readonly [number, number], to: readonly [number, number]): void
  fill(colour: string): void
  /** Takes the last change back. */
  undo(): void
  /** How many changes can be taken back. */
  depth(): number
  forget(): void
}

export function createDrawing(context: CanvasRenderingContext2D): Drawing {
  const { width, height } = context.canvas
  let past: ImageData[] = []
  return {
    remember() {
      past.push(context.getImageData(0, 0, width, height))
      past = past.slice(-REMEMBERED)
    },
    stroke({ colour, width: thickness }, from, to) {
      context.lineCap = context.lineJoin = 'round'
      context.strokeStyle = colour
      context.lineWidth = thickness
      context.beginPath()
      context.moveTo(...from)
      // A line of no length has no caps in some browsers.
      context.lineTo(to[0] + 1e-3, to[1])
      context.stroke()
    },
    fill(colour) {
      context.fillStyle = colour
      context.fillRect(0, 0, width, height)
    },
    undo() {
      const before = past.pop()
      if (before) context.putImageData(before, 0, 0)
    },
    depth: () => past.length,
    forget: () => void (past = []),
  }
}
