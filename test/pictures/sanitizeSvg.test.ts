import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { checkSvg } from '../../src/article/markdown/pictures/checkSvg.ts'
import { sanitizeSvg } from '../../src/article/markdown/pictures/sanitizeSvg.ts'
import { svg } from './hostilePictures.ts'

const clean = (inside: string, attributes = '') => sanitizeSvg(checkSvg(svg(inside, attributes)))

/** What an SVG of ours may not hold, read by another parser than the sanitizer's. */
function faults(text: string): string[] {
  const found: string[] = []
  const parser = new SaxesParser({ xmlns: true })
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (uri !== 'http://www.w3.org/2000/svg') found.push(`<${local}> of ${uri}`)
    if (/^(script|foreignobject|animate\w*|set|iframe|handler|listener|discard)$/i.test(local)) found.push(`<${local}>`)
    for (const { local: name, value, uri: space } of Object.values(attributes)) {
      if (space === 'http://www.w3.org/2000/xmlns/') continue
      if (/^on/i.test(name)) found.push(name)
      if (/url\(\s*["']?(?!#)|@import|\\/i.test(value)) found.push(`${name}="${value}"`)
      if (/^(href|src)$/i.test(name) && !/^(#|https?:\/\/|data:image\/(png|jpeg|gif|webp);base64,)/.test(value.trim()))
        found.push(`${name}="${value}"`)
    }
  })
  parser.on('text', (text) => {
    if (/@import|url\(\s*["']?(?!#)/i.test(text)) found.push(text)
  })
  parser.on('doctype', () => found.push('doctype'))
  parser.write(text).close()
  return found
}

const parts = [
  '<script>alert(1)</script>',
  '<script xlink:href="https://a.example/a.js"/>',
  '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
  '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"><iframe src="javascript:1"/></body></foreignObject>',
  '<rect width="3" height="3" onclick="a()" onload="a()" ONLOAD="a()"/>',
  '<a xlink:href="javascript:a()"><text>t</text></a>',
  '<a href="&#106;avascript:a()"><text>t</text></a>',
  '<a href="  java&#9;script:a()"><text>t</text></a>',
  '<a><set attributeName="href" to="javascript:a()"/></a>',
  '<a><animate attributeName="href" values="javascript:a()"/></a>',
  '<use href="https://a.example/a.svg#b"/>',
  '<use xlink:href="data:image/svg+xml;base64,AAAA#b"/>',
  '<image href="https://a.example/a.png"/>',
  '<image xlink:href="data:image/svg+xml;base64,AAAA"/>',
  '<feImage href="https://a.example/a.png"/>',
  '<style>@import url(https://a.example/a.css);</style>',
  '<style><![CDATA[rect{fill:url("https://a.example/a")}]]></style>',
  '<style>rect{fill:u\\72l(https://a.example/a)}</style>',
  '<style>rect{fill:url(/* */https://a.example/a)}</style>',
  '<rect style="fill:url(https://a.example/a)" fill="url(//a.example/a#b)"/>',
  '<rect mask="url(data:image/svg+xml,a#b)"/>',
  '<handler xmlns="http://www.w3.org/2001/xml-events" type="text/ecmascript">a()</handler>',
  '<iframe xmlns="http://www.w3.org/1999/xhtml" src="https://a.example"/>',
  '<text>&lt;script&gt;alert(1)&lt;/script&gt;</text>',
  '<g id="a" class="b"><title>t</title><path d="M0 0L9 9" transform="rotate(3)"/></g>',
]

it('no mixture of what runs and what fetches survives', () => {
  let tried = 0
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...parts), fc.boolean()), { minLength: 1, maxLength: 6 }),
      (mixed) => {
        const inside = mixed.reduce((inner, [part, nest]) => (nest ? `<g>${inner}</g>${part}` : inner + part), '')
        expect(faults(clean(inside, 'onload="a()"').svg)).toEqual([])
        tried++
      },
    ),
    { numRuns: 1_000, seed: 15 },
  )
  expect(tried).toBe(1_000)
})

describe('what is taken away is named', () => {
  it.each([
    ['<script>a</script>', '<script>'],
    ['<rect onclick="a()"/>', 'onclick="…"'],
    ['<a href="javascript:a()"/>', 'href="…"'],
    ['<foreignObject/>', '<foreignObject>'],
    ['<style>@import "a";</style>', '<style> that fetches'],
  ])('%s', (inside, named) => expect(clean(inside).removed).toEqual([named]))
})

it('what plotting and drawing programs write is kept', () => {
  const drawn =
    '<defs><linearGradient id="l" gradientUnits="userSpaceOnUse" gradientTransform="rotate(3)"><stop offset="0" stop-color="#fff"/>' +
    '</linearGradient><clipPath id="c" clipPathUnits="userSpaceOnUse"><rect width="3" height="3"/></clipPath><path id="g" d="M0 0"/>' +
    '<marker id="m" viewBox="0 0 1 1" refX="1" markerWidth="3" orient="auto"><path d="M0 0"/></marker>' +
    '<filter id="f"><feGaussianBlur in="SourceGraphic" stdDeviation="2"/></filter>' +
    '<style>*{stroke-linejoin: round; stroke-linecap: butt} .a > b{fill:url(#l)}</style></defs>' +
    '<g clip-path="url(#c)" style="fill: #1f77b4; stroke: url(#l)" filter="url(#f)"><use xlink:href="#g" x="3"/><use href="#g"/></g>' +
    '<text x="1" textLength="9" font-family="A, \'B\'">é ∑ a &lt; b</text><image width="1" height="1" xlink:href="data:image/png;base64,iVBORw0KGgo="/>' +
    '<a href="https://a.example/"><title>t</title><desc>d</desc></a>'
  const { svg: text, removed } = clean(drawn, 'viewBox="0 0 9 9" preserveAspectRatio="none" width="9" height="9"')
  expect(removed).toEqual([])
  const count = (of: string) => of.match(/<[a-zA-Z]|\s[\w:-]+="/g)!.length
  expect(count(text)).toBe(
    count(checkSvg(svg(drawn, 'viewBox="0 0 9 9" preserveAspectRatio="none" width="9" height="9"'))),
  )
  expect(sanitizeSvg(checkSvg(Buffer.from(text))).svg).toBe(text)
})

it('a declaration, a doctype and comments are left out, and text between marks stays text', () => {
  const text = `<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "a.dtd"><!-- <svg> --><svg xmlns="http://www.w3.org/2000/svg"><text><![CDATA[a < b & c]]></text></svg>`
  expect(sanitizeSvg(checkSvg(Buffer.from(text))).svg).toBe(
    '<svg xmlns="http://www.w3.org/2000/svg"><text>a &lt; b &amp; c</text></svg>\n',
  )
})
