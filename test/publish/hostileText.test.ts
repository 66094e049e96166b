/** Hostile text in every field that an author, a bibliography or the settings of a site have: it stays text. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import type { Element, Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { SaxesParser } from 'saxes'
import { visit } from 'unist-util-visit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isLink, isSource } from '../../src/address.ts'
import { buildCopy, copyProject } from '../site/projectCopy.ts'

/** What breaks out of a text, an attribute, a script, a style sheet, a feed, a formula, a template. */
const pieces = [
  '<script>hostile()</script>',
  '</script><script>hostile()</script>',
  '</style><style>*{hostile:url(https://hostile.example)}</style>',
  '</title></textarea><hostile>',
  '"><img src=x onerror=hostile()>',
  "' onmouseover='hostile()' hostile='",
  '" onfocus="hostile()" autofocus style="position:fixed;inset:0" hostile="',
  '<svg/onload=hostile()>',
  '<a href="javascript:hostile()">a</a>',
  '<a href="data:text/html,hostile">a</a>',
  ']]><hostile/><![CDATA[',
  '<!--',
  '-->',
  '&lt;hostile&gt;',
  '&#60;hostile&#62;',
  'javascript:hostile()',
  '\u2028hostile()\u2028',
  '<iframe srcdoc="hostile">',
  '<meta http-equiv=refresh content="0;url=javascript:hostile()">',
  '<base href="https://hostile.example/">',
  '{`${hostile()}`}',
  '`; hostile(); `',
  '; citation_title=hostile',
  '=hostile()',
  '$&$1',
  '\\',
  '</hostile',
  '%3Cscript%3Ehostile()%3C/script%3E',
]
const texts = fc.sample(
  fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 5 }).map((parts) => parts.join(' ')),
  { numRuns: 2000, seed: 15 },
)
let taken = 0
const hostile = () => `t ${texts[taken++]!}`
const quoted = () => JSON.stringify(hostile())
const ARTICLES = 24

/** Braces, dollars, per cent signs and backslashes inside a value are BibTeX’s own. */
const bib = () => hostile().replace(/[{}\\%$]/g, ' ')

const references = () => `@article{key2020,
  title = {${bib()}}, author = {${bib()} and Ann ${bib().replace(/,| and /g, ' ')}}, journal = {${bib()}},
  publisher = {${bib()}}, volume = {${bib()}}, number = {${bib()}}, pages = {${bib()}}, year = {2020},
  doi = {10.1000/x"onmouseover="hostile()"style="position:fixed"<hostile>}, url = {https://a.example/?"'><hostile>}
}
@inproceedings{other2021, title = {${bib()}}, author = {Ann Other}, booktitle = {${bib()}}, year = {2021}}
`

/** A figure whose artifacts are there. */
const figure = /<FeatureGrid[^>]*>/.exec(readFileSync('content/guide/index.mdx', 'utf8'))![0]

const article = (i: number) => `---
title: ${quoted()}
description: ${quoted()}
authors:
  - name: ${quoted()}
    affiliation: [${quoted()}, ${quoted()}]
    orcid: 0000-0002-1825-0097
    url: "https://a.example/?\\"'><hostile/onclick=hostile()>"
  - name: ${quoted()}
    affiliation: ${quoted()}
published: 2026-11-22
updated: 2026-11-23
doi: '10.1000/x"onmouseover="hostile()"><hostile>'
tags: [${quoted()}, ${quoted()}]
licence: { name: ${quoted()}, url: "https://a.example/#\\"><hostile>" }
updates: [{ date: 2026-11-23, text: ${quoted()} }]
---

Text {${quoted()}}<Note>{${quoted()}}</Note> <Cite id="key2020" at={${quoted()}} /> <Cite narrative id="other2021" />.
[link](https://a.example/?q=%22%3E<hostile> "title") <a href="https://a.example/" title={${quoted()}}>{${quoted()}}</a>

## {${quoted()}} section

<Picture id="fig-picture">

![\\<script\\>hostile()\\</script\\> " onerror="hostile()](./picture.svg)

<Caption>{${quoted()}} and *{${quoted()}}*</Caption>
</Picture>

<Table id="tab-table">

| a | b |
| --- | --- |
| {${quoted()}} | \`<script>hostile()</script>\` |

<Caption>{${quoted()}}</Caption>
</Table>
${i === 0 ? '\n' + figure + '\n\n{' + quoted() + '}\n\n</FeatureGrid>\n' : ''}
\`\`\`html
<script>hostile()</script>
\`\`\`

<Aside>{${quoted()}}</Aside>
`

const root = mkdtempSync(join(tmpdir(), 'hostile-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const put = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

let built: { dist: string; printed: string }
const files = (ending: string) =>
  readdirSync(built.dist, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => ({ file, text: readFileSync(join(built.dist, file), 'utf8') }))

beforeAll(() => {
  copyProject(root)
  rmSync(join(root, 'content'), { recursive: true })
  for (let i = 0; i < ARTICLES; i++) {
    put(`content/article-${i}/index.mdx`, article(i))
    put(`content/article-${i}/references.bib`, references())
    put(
      `content/article-${i}/picture.svg`,
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="hostile()"><script>hostile()</script>' +
        '<a href="javascript:hostile()"><rect width="9" height="9"/></a></svg>',
    )
  }
  const settings = readFileSync(join(root, 'src/site.ts'), 'utf8')
  put(
    'src/site.ts',
    settings
      .replace(/name: 'Retort'/, () => `name: ${quoted()}`)
      .replace(/tagline: '[^']*'/, () => `tagline: ${quoted()}`)
      .replace(/repository: ''/, () => `repository: "https://a.example/?\\"><hostile/onclick=hostile()>"`)
      .replace(/name: 'CC BY 4.0', url: '[^']*'/, () => `name: ${quoted()}, url: "https://a.example/?\\"><hostile>"`),
  )
  built = buildCopy(root, { SITE: 'https://site.example', BASE: '/a/b/' })
}, 300_000)

/** Everything by which text could have become more than text, in a page or a part of one. */
function faultsIn(tree: Root, where: string): string[] {
  const faults: string[] = []
  visit(tree, 'element', (node: Element) => {
    const fault = (what: string) => faults.push(`${where}: ${what} in <${node.tagName}>`)
    if (/hostile/.test(node.tagName)) fault('element')
    const text = node.children.map((child) => (child.type === 'text' ? child.value : '')).join('')
    const data = /json$/.test(String(node.properties.type ?? ''))
    if (node.tagName === 'script' && /hostile/.test(text) && !data) fault('script')
    if (node.tagName === 'script' && data) JSON.parse(text)
    if (node.tagName === 'style' && /hostile/.test(text)) fault('style')
    if (['iframe', 'base', 'object', 'embed'].includes(node.tagName)) fault('element')
    for (const [name, value] of Object.entries(node.properties)) {
      if (/hostile/i.test(name)) fault(`attribute ${name}`)
      if (/^on/i.test(name)) fault(`handler ${name}`)
      if (name === 'style' && /fixed|hostile/.test(String(value))) fault('style attribute')
      const address = String(value)
      const csv = node.properties.download !== undefined && address.startsWith('data:text/csv;')
      if (name === 'href' && !isLink(address) && !csv) fault(`link ${address}`)
      if (name === 'src' && !isSource(address) && !address.startsWith('https://site.example/'))
        fault(`source ${address}`)
      if (name === 'httpEquiv' && value && !/content-security-policy/i.test(String(value))) fault('http-equiv')
    }
  })
  return faults
}

describe(`${ARTICLES} articles whose every field is hostile`, () => {
  it('no element, attribute, script or scheme of theirs is in a page', () => {
    const pages = files('.html')
    expect(pages.length).toBeGreaterThan(ARTICLES * 2)
    expect(pages.flatMap(({ file, text }) => faultsIn(fromHtml(text), file))).toEqual([])
    // The text is there, as text.
    expect(pages.filter(({ text }) => text.includes('hostile')).length).toBeGreaterThan(ARTICLES * 2)
    expect(taken).toBeGreaterThan(ARTICLES * 20)
  })

  it('nor in the feed, its articles, the sitemap and pictures', () => {
    const documents = [...files('.xml'), ...files('.svg')]
    expect(documents.map(({ file }) => file)).toContain('rss.xml')
    for (const { file, text } of documents) {
      const faults: string[] = []
      const parser = new SaxesParser({ xmlns: true })
      parser.on('opentag', ({ name, attributes }) => {
        if (/^(hostile|script)/.test(name)) faults.push(`${file}: <${name}>`)
        for (const each of Object.values(attributes))
          if (/hostile|^on/i.test(each.name) || (/href$/.test(each.name) && !isLink(each.value)))
            faults.push(`${file}: ${each.name}="${each.value}"`)
      })
      parser.on('error', (error) => {
        throw error
      })
      parser.on('cdata', (html) => faults.push(...faultsIn(fromHtml(html, { fragment: true }), file)))
      parser.write(text).close()
      expect(faults).toEqual([])
    }
  })

  it('JSON and CSV hold it as data: no cell of it is a formula', () => {
    for (const { text } of files('.json')) JSON.parse(text)
    const cells = files('.html').flatMap(({ text }) =>
      [...text.matchAll(/href="data:text\/csv;charset=utf-8,([^"]*)"/g)].flatMap(([, data]) =>
        decodeURIComponent(data!).split(/[,\r\n]+/),
      ),
    )
    expect(cells.length).toBeGreaterThan(5)
    expect(cells.filter((cell) => /^"?[=@+]/.test(cell))).toEqual([])
  })

  it('the build names the picture that held scripts', () => {
    expect(built.printed).toContain('is published without')
  })
})
