import type { Prop, PropOptions, Surroundings } from './prop.ts'
import { parsedText } from './text.ts'

/** Tokens that the network attends among: no patch has a number as large. */
const tokensOf = ({ network: { layers } }: Surroundings): number =>
  layers.find(({ op }) => op === 'attention')?.height ?? 1

/** Patches of a picture by their numbers, row by row from 0, each once, separated by spaces; or none. */
export const patches = <const R extends boolean = false>(options: PropOptions<string, R>): Prop<string, R> =>
  parsedText(options, {
    allowed: (at) =>
      `numbers of patches, row by row from 0 and below ${tokensOf(at)}, each once, separated by spaces, or nothing`,
    example: '27 28 35',
    parse(text, at) {
      const found = text === '' ? [] : text.split(/[\s,]+/)
      if (found.some((each) => !/^(0|[1-9]\d*)$/.test(each) || Number(each) >= tokensOf(at))) return undefined
      return new Set(found).size === found.length ? found.join(' ') : undefined
    },
    examples: (at) => ['', '0', ...(tokensOf(at) > 2 ? ['1 0'] : [])],
  })

/** The numbers that such a text holds. */
export const patchesOf = (text: string): number[] => (text === '' ? [] : text.split(' ').map(Number))
