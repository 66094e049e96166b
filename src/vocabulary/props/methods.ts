import type { Prop, PropOptions } from './prop.ts'
import { parsedText } from './text.ts'
import { namesAmong } from './unit.ts'

/** Attribution methods by name, separated by spaces, in the order in which they are shown. */
export const methods = <const R extends boolean = false>(options: PropOptions<string, R>): Prop<string, R> =>
  parsedText(options, {
    allowed: ({ vocabulary }) =>
      `names of methods among ${Object.keys(vocabulary.methods).join(', ')}, each once, separated by spaces`,
    example: 'gradient gradCam',
    parse: (text, { vocabulary }) => namesAmong(vocabulary.methods, text),
    examples: ({ vocabulary }) => {
      const names = Object.keys(vocabulary.methods)
      return [...names.slice(0, 1), names.join(' ')]
    },
  })
