import type { Prop, PropOptions } from './prop.ts'
import { parsedText } from './text.ts'

/**
 * A picture: one of the site's own by its name, or a path below `content`. A reader's own has an empty name, unless
 * that says that there is `none`.
 */
export const picture = <const R extends boolean = false>(
  options: PropOptions<string, R> & { none?: boolean },
): Prop<string, R> =>
  parsedText(options, {
    allowed: ({ pictures }) =>
      pictures ? `one of the pictures ${pictures.join(', ')}` : 'the name of a picture, or a path below content',
    example: 'orange-1',
    parse(text, { pictures }) {
      if (text === '') return options.none ? '' : undefined
      return !pictures || pictures.includes(text) ? text : undefined
    },
    examples: ({ pictures }) => [...(options.none ? [''] : []), ...(pictures ?? ['orange-1'])],
  })
