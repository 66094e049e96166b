/** Every figure kind as an element that an article may use without importing it. */
import type { AstroComponentFactory } from 'astro/runtime/server/index.js'
import { figureKinds } from './declarations.ts'
import Frame from './Frame.astro'

/** A kind that is framed in its own way, as an exercise is. */
const own = import.meta.glob<AstroComponentFactory>('./*/Frame.astro', { eager: true, import: 'default' })

const framed = (element: string, folder: string): AstroComponentFactory => {
  const frame = own[`./${folder}/Frame.astro`] ?? (Frame as AstroComponentFactory)
  const kind: AstroComponentFactory = (result, props, slots) => frame(result, { ...props, element }, slots)
  return Object.assign(kind, frame)
}

export default Object.fromEntries(
  Object.entries(figureKinds).map(([element, { folder }]) => [element, framed(element, folder)]),
)
