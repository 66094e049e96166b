import { expect, it } from 'vitest'
import { type Colours, site } from '../../src/site.ts'

/** Relative luminance of #rrggbb (WCAG 2.2). */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const c = parseInt(hex.slice(i, i + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (a: string, b: string) => {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (high + 0.05) / (low + 0.05)
}

it.each(Object.entries(site.colours) as [string, Colours][])(
  'text of the %s theme has contrast 4.5 on paper and surface',
  (_, colours) => {
    for (const role of ['ink', 'muted', 'accent', 'excite', 'inhibit'] as const) {
      expect(contrast(colours[role], colours.paper), `${role} on paper`).toBeGreaterThan(4.5)
      expect(contrast(colours[role], colours.surface), `${role} on surface`).toBeGreaterThan(4.5)
    }
  },
)
