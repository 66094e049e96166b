import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { doiAddress, isLink, isSource, isWebAddress, sourcesOf } from '../src/address.ts'

/** What a browser takes for a scheme: Node's own parser is that of the URL standard. */
const protocol = (address: string) =>
  URL.canParse(address, 'https://base.invalid/') ? new URL(address, 'https://base.invalid/').protocol : undefined

const hidden = fc
  .tuple(
    fc.constantFrom(
      'javascript',
      'JaVaScRiPt',
      'data',
      'vbscript',
      'file',
      'blob',
      'filesystem',
      'about',
      'view-source',
      'ftp',
      'ws',
    ),
    fc.array(fc.constantFrom('\t', '\n', '\r', ''), { minLength: 12, maxLength: 12 }),
    fc.array(fc.constantFrom(' ', '\u0000', '\u0001', '\u001f', '\t', '\n'), { maxLength: 4 }),
    fc.string(),
  )
  .map(
    ([scheme, gaps, before, rest]) =>
      before.join('') + [...scheme].map((sign, i) => sign + (gaps[i] ?? '')).join('') + `:${rest}`,
  )

describe('an address', () => {
  it('with another scheme is no link and no source, however it is hidden', () => {
    fc.assert(
      fc.property(hidden, (address) => {
        expect(isLink(address)).toBe(false)
        expect(isSource(address.replace(/^data/i, 'date'))).toBe(false)
        expect(isWebAddress(address)).toBe(false)
      }),
      { numRuns: 5_000, seed: 15 },
    )
  })

  it('of any form is a link only where a browser reads an allowed scheme', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), hidden, fc.string({ unit: 'binary' })), (address) => {
        if (isLink(address)) expect(['https:', 'http:', 'mailto:', 'tel:', undefined]).toContain(protocol(address))
      }),
      { numRuns: 20_000, seed: 15 },
    )
  })

  it.each([
    'https://a.example/?q=%22',
    '/guide/',
    '#fig-a',
    './a.png',
    '',
    '?a=b:c',
    'mailto:a@b.example',
    'tel:+1',
    '//a.example',
    'a/b:c',
  ])('%j is a link', (address) => expect(isLink(address)).toBe(true))

  it('is a source only where it stays on the site or holds an image', () => {
    for (const address of ['/a.png', 'a.png', './a.svg', 'data:image/png;base64,AA', 'data:image/svg+xml,<svg/>'])
      expect(isSource(address)).toBe(true)
    for (const address of [
      '//a.example/a.png',
      '\\\\a.example\\a.png',
      '/\t/a.example',
      'https://a.example/a.png',
      'data:text/html,a',
      'data:image/x,a',
      'blob:a',
    ])
      expect([address, isSource(address)]).toEqual([address, false])
  })

  it('of the web is whole, without spaces and names', () => {
    for (const address of ['https://a.example', 'http://a.example/?"\'><b>']) expect(isWebAddress(address)).toBe(true)
    for (const address of [
      'https://',
      'https://user:password@a.example',
      'https://a b',
      '//a.example',
      'a.example',
      ' https://a.example',
    ])
      expect([address, isWebAddress(address)]).toEqual([address, false])
  })

  it('of a srcset is found in a list', () => {
    expect(sourcesOf('a.png 1x, data:image/png;base64,A 2x')).toEqual(['a.png', 'data:image/png;base64,A'])
  })

  it('of a DOI is encoded where a path needs it', () => {
    expect(doiAddress('10.1002/(SICI)1097<1::AID>2.0#a?b')).toBe(
      'https://doi.org/10.1002/%28SICI%291097%3C1::AID%3E2.0%23a%3Fb',
    )
    expect(doiAddress('10.23915/distill.00024.001')).toBe('https://doi.org/10.23915/distill.00024.001')
  })
})
