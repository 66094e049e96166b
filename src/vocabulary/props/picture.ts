import type { Prop, PropOptions } from './prop.ts'
import { parsedText } from './text.ts'

/** A picture: one of the site's own by its name, or a path below `content`. A reader's own has an empty name. */
export const picture = <const R extends boolean = false>(options: PropOptions<string, R>): Prop<string, R> =>
  parsedText(options, {
    allowed: ({ pictures }) =>
      pictures ? `one of the pictures ${pictures.join(', ')}` : 'the name of a picture, or a path below content',
    example: 'orange-1',
    parse: (text, { pictures }) => (text !== '' && (!pictures || pictures.includes(text)) ? text : undefined),
    examples: ({ pictures }) => pictures ?? ['orange-1'],
  })
