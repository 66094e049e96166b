/** Drawing around a circle: degrees counted from the right, counterclockwise, as in the stimuli. */

export const RADIUS = 100

/** `[x, y]`, y down, from the middle. */
export function onCircle(degrees: number, radius: number): [number, number] {
  const radians = (degrees * Math.PI) / 180
  return [radius * Math.cos(radians), -radius * Math.sin(radians)]
}

/** A path with one decimal, which is a tenth as long. */
export const rounded = (path: string): string =>
  path.replace(/-?\d+\.\d+(e-?\d+)?/g, (number) => String(Math.round(Number(number) * 10) / 10))
