import { SEARCHED } from '../seededStimuli.ts'
import type { Prop, PropOptions } from './prop.ts'
import { parsedText } from './text.ts'
import { namesAmong } from './unit.ts'

/** Families of stimuli that a search goes through, by name, separated by spaces; they take turns in this order. */
export const families = (options: PropOptions<string, false>): Prop<string, false> =>
  parsedText(
    { fallback: SEARCHED.join(' '), ...options },
    {
      allowed: ({ vocabulary }) =>
        `families of stimuli, each once, separated by spaces: ${Object.keys(vocabulary.stimuli).join(', ')}`,
      example: 'curve line',
      parse: (text, { vocabulary }) => namesAmong(vocabulary.stimuli, text),
      examples: () => [SEARCHED.join(' '), SEARCHED.slice(0, 2).join(' ')],
    },
  )
