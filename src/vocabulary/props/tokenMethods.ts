import type { Prop, PropOptions } from './prop.ts'
import { parsedText } from './text.ts'
import { namesAmong } from './unit.ts'

/** Methods that explain a transformer by name, separated by spaces, in the order in which they are shown. */
export const tokenMethods = <const R extends boolean = false>(options: PropOptions<string, R>): Prop<string, R> =>
  parsedText(options, {
    allowed: ({ vocabulary }) =>
      `names of methods among ${Object.keys(vocabulary.tokenMethods).join(', ')}, each once, separated by spaces`,
    example: 'rollout relevance',
    parse: (text, { vocabulary }) => namesAmong(vocabulary.tokenMethods, text),
    examples: ({ vocabulary }) => {
      const names = Object.keys(vocabulary.tokenMethods)
      return [...names.slice(0, 1), names.join(' ')]
    },
  })
