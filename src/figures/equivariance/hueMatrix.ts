/** The change of hue as SVG's colour matrix takes it: `hueRotation` of the core, which a page does not load before a reader touches it. */
export function hueMatrix(degrees: number): number[] {
  const along = (offset: number) => (1 + 2 * Math.cos(((degrees + offset) * Math.PI) / 180)) / 3
  const [a, b, c] = [along(0), along(120), along(-120)]
  return [a, b, c, c, a, b, b, c, a]
}
