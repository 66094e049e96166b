/**
 * `labelPlaces(wanted, gap, range)` → where labels stand so that none lies on another: as near as can be to where they are
 * wanted, at least `gap` apart, in the same order, within the range as far as it holds them.
 */
export function labelPlaces(wanted: readonly number[], gap: number, [low, high]: readonly [number, number]): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b)
  const places = new Array<number>(wanted.length)
  let least = low
  for (const i of order) {
    places[i] = Math.max(wanted[i]!, least)
    least = places[i] + gap
  }
  let most = high
  for (const i of order.reverse()) {
    places[i] = Math.min(places[i]!, most)
    most = places[i] - gap
  }
  return places
}
