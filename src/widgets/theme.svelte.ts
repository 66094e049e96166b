/** The page's colours, as canvases need them. */
import { offscreen } from './canvas.ts'

let version = $state.raw(0)
let watching = false
let known: Record<string, readonly number[]> = {}

/** Changes with the theme. */
export const themeVersion = (): number => version

/** Starts to follow the system's theme and the page's switch; once for the whole page. */
export function watchTheme(): void {
  if (watching) return
  watching = true
  const changed = () => {
    known = {}
    version++
  }
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed)
  new MutationObserver(changed).observe(document.documentElement, {
    attributeFilter: ['data-theme'],
  })
}

/** A custom property's colour as `[r, g, b]`, 0 to 255. Asking the style is slow, so it is asked once a theme. */
export function colourOf(property: string): readonly number[] {
  known[property] ??= readColour(property)
  return known[property]
}

function readColour(property: string): readonly number[] {
  const { context } = offscreen(1, 1, true)
  context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(property)
  context.fillRect(0, 0, 1, 1)
  return [...context.getImageData(0, 0, 1, 1).data.subarray(0, 3)]
}
