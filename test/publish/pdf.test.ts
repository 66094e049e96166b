import { describe, expect, it } from 'vitest'
import { chromiumPath } from '../../src/site/publish/chromium.ts'
import { baseOf, withDay, withPdf, withPrintedLinks } from '../../src/site/publish/pdf.ts'

const page = (canonical: string) =>
  `<head>${canonical}<link rel="icon" type="image/svg+xml" href="/a/b/favicon.svg"></head><p data-pdf hidden>PDF</p>`

it('an article with a PDF says so to Google Scholar, browsers and readers, once', () => {
  const html = withPdf(page('<link rel="canonical" href="https://x.example/a/b/guide/">'), 'guide.pdf')
  expect(html).toContain('<meta name="citation_pdf_url" content="https://x.example/a/b/guide/guide.pdf">')
  expect(html).toContain('<link rel="alternate" type="application/pdf" href="guide.pdf">')
  expect(html).toContain('<a href="guide.pdf">PDF</a>')
  expect(withPdf(html, 'guide.pdf')).toBe(html)
})

it('a site without an address leaves out what needs one', () => {
  expect(withPdf(page(''), 'guide.pdf')).not.toContain('citation_pdf_url')
})

it('the base path is read off the build', () => {
  expect(baseOf(page(''))).toBe('/a/b/')
})

it('without a Chromium it says where it looked and what mends it', () => {
  expect(() => chromiumPath(undefined, ['/usr/bin/chromium', '/b'], () => false)).toThrow(
    'no Chromium found: looked at /usr/bin/chromium, /b\nRun: apt-get install chromium, or set CHROMIUM=/path/to/chromium',
  )
  expect(() => chromiumPath('/nope', ['/b'], () => false)).toThrow(
    'no Chromium at CHROMIUM=/nope\nSet it to the path of a Chromium or Chrome, or unset it to look in /b.',
  )
  expect(chromiumPath('/mine', [], () => true)).toBe('/mine')
})

it('a PDF names the day of its article, not the time of printing', () => {
  const made = (time: string) =>
    Buffer.from(`%PDF\xe2\x80 /CreationDate (D:${time}+02'00')\n/ModDate (D:${time}+02'00')>>`, 'latin1')
  const [first, second] = ['20261122101112', '20261123010203'].map((time) => withDay(made(time), '20261122'))
  expect(first).toEqual(second)
  expect(first!.length).toBe(made('20261122101112').length)
  expect(first!.toString('latin1')).toContain("/ModDate (D:20261122000000+00'00')")
})

it('a page whose description looks like markup keeps it as a description', () => {
  const html =
    '<head><meta name="d" content="</head><p data-pdf hidden>a</p>"></head><body><p data-pdf hidden>PDF</p></body>'
  expect(withPdf(html, 'a.pdf')).toBe(
    '<head><meta name="d" content="</head><p data-pdf hidden>a</p>"><link rel="alternate" type="application/pdf" href="a.pdf"></head>' +
      '<body><p class="byline-pdf"><a href="a.pdf">PDF</a></p></body>',
  )
})

describe('links of a printed page', () => {
  const linking = (head: string) =>
    `<head>${head}</head><a class="ref" href="/a/b/other/#fig-x">Figure 1</a><a href="#fig-y">2</a><a href="https://x.org/">3</a><a href="/elsewhere/">4</a>`

  it('to other pages of the site lead to where it is published', () => {
    const html = withPrintedLinks(linking('<link rel="canonical" href="https://example.org/a/b/one/">'), '/a/b/')
    expect([...html.matchAll(/<a[^>]*>/g)].map(([tag]) => tag)).toEqual([
      '<a class="ref" href="https://example.org/a/b/other/#fig-x">',
      '<a href="#fig-y">',
      '<a href="https://x.org/">',
      '<a href="/elsewhere/">',
    ])
  })

  it('are words alone where the site knows no address', () => {
    expect(withPrintedLinks(linking(''), '/a/b/')).toContain('<a class="ref">Figure 1</a><a href="#fig-y">')
  })
})
