import { describe, expect, it } from 'vitest'
import { chromiumPath } from '../../src/site/publish/chromium.ts'
import { baseOf, withPdf, withPrintedLinks } from '../../src/site/publish/pdf.ts'

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
