/** Lets a reader point at a place of a plot: by hovering, dragging or tapping, with a mouse, a pen or a finger. */
import type { Attachment } from 'svelte/attachments'

export interface Pointed {
  /** The place as shares of the element's width and height, within 0 and 1. */
  at: (x: number, y: number) => void
  /** The hand was lifted, or the place pressed: the reader wants it. */
  settle: () => void
  /** The hand went away without wanting it. */
  leave?: () => void
  /** A place is chosen, not only read: pointing without pressing does nothing. */
  pressed?: boolean
}

const within = (value: number) => Math.max(0, Math.min(1, value))

/** A drag stays with the plot: it neither scrolls the page nor ends where the finger leaves it. */
export const pointing =
  ({ at, settle, leave, pressed = false }: Pointed): Attachment<HTMLElement | SVGElement> =>
  (element) => {
    let held = false
    const place = (event: PointerEvent) => {
      const box = element.getBoundingClientRect()
      at(within((event.clientX - box.left) / box.width), within((event.clientY - box.top) / box.height))
    }
    const listeners: [string, (event: PointerEvent) => void][] = [
      [
        'pointerdown',
        (event) => {
          if (event.button) return
          held = true
          // What is repeated for a figure that slept has no hand of its own.
          if (event.isTrusted) element.setPointerCapture(event.pointerId)
          place(event)
        },
      ],
      ['pointermove', (event) => (held || (!pressed && event.pointerType === 'mouse')) && place(event)],
      [
        'pointerup',
        (event) => {
          if (!held) return
          held = false
          // Of moves in quick succession a browser may tell only some.
          place(event)
          settle()
        },
      ],
      ['pointercancel', () => (held = false)],
      ['pointerleave', (event) => !held && event.pointerType === 'mouse' && leave?.()],
    ]
    for (const [name, listen] of listeners) element.addEventListener(name, listen as EventListener)
    element.style.touchAction = 'none'
    return () => {
      for (const [name, listen] of listeners) element.removeEventListener(name, listen as EventListener)
    }
  }
