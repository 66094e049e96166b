/** The figure in words, for who cannot see it change. */
import { NAMES, ORDER } from './names.ts'
import { verdict, type Views } from './view.ts'

/** @param random names of the layers drawn anew */
export function describe(views: Views, of: string, random: readonly string[]): string {
  const said = ORDER.flatMap((method) => {
    const view = views[method]
    const text = view && verdict(view)
    return text ? `${NAMES[method]}, ${text}` : []
  })
  const drawn = random.length > 0 ? ` with ${random.join(', ')} randomized` : ''
  return `Maps for ${of}${drawn}. ${said.join('; ')}${said.length > 0 ? '.' : ''}`
}
