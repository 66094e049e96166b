import type { AstroComponentFactory } from 'astro/runtime/server/index.js'

type Kinds = Record<string, AstroComponentFactory>

/** The figure kinds, of which only the figure with `id` is rendered; the rest of the article costs little. */
export function onlyFigureKind(kinds: Kinds, id: string): Kinds {
  const entries = Object.entries(kinds).map(([name, kind]): [string, AstroComponentFactory] => {
    const only: AstroComponentFactory = (result, props, slots) =>
      props.id === id ? kind(result, props, slots) : ('' as unknown as ReturnType<typeof kind>)
    return [name, Object.assign(only, kind)]
  })
  return Object.fromEntries(entries)
}
