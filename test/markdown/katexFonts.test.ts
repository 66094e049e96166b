import { expect, it } from 'vitest'
import { woff2Only } from '../../src/article/markdown/katexFonts.ts'

it('of the sources of a face only WOFF2 stays', () => {
  expect(
    woff2Only(
      '@font-face{font-family:K;src:url(f/K.woff2) format("woff2"),url(f/K.woff) format("woff"),url(f/K.ttf) format("truetype")}',
    ),
  ).toBe('@font-face{font-family:K;src:url(f/K.woff2) format("woff2")}')
})
