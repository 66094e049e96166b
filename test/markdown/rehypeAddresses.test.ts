import { compile } from '@mdx-js/mdx'
import { describe, expect, it } from 'vitest'
import { VFile } from 'vfile'
import { rehypeAddresses } from '../../src/article/markdown/rehypeAddresses.ts'
import { runRehype } from './markdown.ts'

/** What an article of this text is answered with: the error, else the warnings. */
async function said(text: string): Promise<string> {
  const warnings: string[] = []
  const file = new VFile({ value: text, path: 'content/a/index.mdx' })
  try {
    await compile(file, { rehypePlugins: [[rehypeAddresses, { warn: (each: string) => warnings.push(each) }]] })
  } catch (error) {
    return (error as Error).message
  }
  return warnings.join('\n')
}

describe('an address that no page may have is refused at its place', () => {
  it.each([
    ['[a](javascript:alert(1))', '1:1: <a> links to what is no page: href="javascript:alert(1)"'],
    ['[a](<JaVaScRiPt:alert(1)>)', 'links to what is no page'],
    ['[a](javascript&colon;alert(1))', 'links to what is no page'],
    ['[a][b]\n\n[b]: data:text/html,x', 'links to what is no page: href="data:text/html,x"'],
    ['a\n\n<a href="java\nscript:alert(1)">a</a>', '3:1: <a> links'],
    ['<a href={"vbscript:x"}>a</a>', 'links to what is no page'],
    ['<a href={`javascript:alert(1)`}>a</a>', 'links to what is no page'],
    ['<form action="javascript:x"></form>', 'links to what is no page'],
    ['<svg><a xlinkHref="javascript:x" /><a xlink:href="javascript:x" /></svg>', 'links to what is no page'],
    ['<Card href="javascript:x" />', '<Card> links to what is no page'],
    ['<Card url="data:text/html,x" />', '<Card> links to what is no page'],
    ['![a](https://a.example/a.png)', '<img> loads what no page of the site may: src="https://a.example/a.png"'],
    ['![a](//a.example/a.png)', 'save the file beside the article'],
    ['<img src="data:text/html,x" />', 'loads what no page of the site may'],
    ['<img srcset="/a.png 1x, https://a.example/b.png 2x" />', 'srcset="https://a.example/b.png"'],
    ['<video poster="http://a.example/a.png" />', 'loads what no page of the site may'],
    ['<iframe src="https://a.example/" />', '<iframe> loads'],
    ['<svg><use href="https://a.example/a.svg#b" /></svg>', '<use> loads'],
    ['<object data="javascript:x" />', '<object> loads'],
  ])('%s', async (text, words) => {
    const message = await said(text)
    expect(message).toContain('content/a/index.mdx:')
    expect(message).toContain(words)
  })
})

it('what a page may have is left alone', async () => {
  const text =
    '[a](https://a.example "t") [b](/guide/) [c](#d) [e](mailto:a@b.example) [t](tel:+49) ![f](./g.png) ' +
    '![h](data:image/png;base64,AAAA)\n\n<a href="../x/">a</a> <img src="/a.png" /> <Figure id="fig-a" from="javascript:" />'
  expect(await said(text)).toBe('')
})

describe('what runs a script is named, and stays', () => {
  it.each([
    [
      'a\n\n<script>{`alert(1)`}</script>',
      'content/a/index.mdx:3:1: raw <script>: it runs in the page of every reader',
    ],
    ['<script src="/a.js" />', 'raw <script>'],
    ['<b onclick="a()">b</b>', '<b onclick>: the policy of the site runs no script in an attribute'],
    ['<b onMouseOver={"a()"}>b</b>', '<b onMouseOver>'],
    ['<iframe srcDoc="<script>1</script>" />', '<iframe srcdoc>'],
    ['<div set:html="<b>" />', 'takes its markup from a text'],
    ['<base href="/" />', 'raw <base>'],
    ['<meta http-equiv="refresh" content="0" />', 'raw <meta http-equiv>'],
  ])('%s', async (text, words) => expect(await said(text)).toContain(words))

  it('data is no script, and a component’s onclick is its own', async () => {
    expect(await said('<script type="application/json">{"{}"}</script> <Card onclick="x" />')).toBe('')
  })
})

it('in Markdown without JSX, too', () => {
  expect(() => runRehype('[a](javascript:x)', rehypeAddresses())).toThrow('links to what is no page')
})
