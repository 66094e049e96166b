import { expect, it } from 'vitest'
import { articleContent } from '../../src/site/publish/feedContent.ts'

const content = (body: string) =>
  articleContent(
    `<main><h1>T</h1><div class="article-body">${body}</div><ol class="references"><li id="ref-a"><span>Olah</span> <span class="backlinks"><a href="#cite-a-1">↩</a></span></li></ol></main>`,
    new URL('https://x.org/a/b/guide/'),
  )

it('a feed item holds text and references with absolute addresses, without scripts or classes', () => {
  expect(content('<p class="x">See <a href="#fig-a" data-preview="fig-a">Figure 1</a>.</p><script>a()</script>')).toBe(
    '<p>See <a href="https://x.org/a/b/guide/#fig-a">Figure 1</a>.</p><ol><li>Olah </li></ol>',
  )
})

it('a figure is its static frame, and what a widget stands in its server render', () => {
  expect(
    content(
      '<figure class="figure" id="fig-a"><div class="figure-live" data-figure-kind="tuning"><img src="/a/b/pic.webp" alt="Curves" class="y"><button>Reset</button></div><figcaption>Caption</figcaption></figure>',
    ),
  ).toContain('<figure><img src="https://x.org/a/b/pic.webp" alt="Curves"><figcaption>Caption</figcaption></figure>')
})

it('the tiles of a sheet are one image, and what opens on a click is left out', () => {
  const tile = '<li><button><span><img src="/s.webp" alt="A"></span> conv4/3</button></li>'
  expect(content(`<ul>${tile}${tile}</ul><div popover id="x">Large</div>`)).toContain(
    '<ul><li><img src="https://x.org/s.webp" alt="A"> conv4/3</li><li></li></ul><ol>',
  )
})

it('a side note stands in parentheses after its word, a formula is MathML once', () => {
  expect(
    content(
      '<p>A word<span class="note-place"><input type="checkbox"><label class="note-number">1</label><span class="note"><span class="note-number">1</span> explained</span></span>.</p>',
    ),
  ).toContain('<p>A word (explained).</p>')
  expect(
    content(
      '<p><span class="katex"><span class="katex-mathml"><math><mi>x</mi><annotation>x</annotation></math></span><span class="katex-html">x</span></span></p>',
    ),
  ).toContain('<p><math><mi>x</mi></math></p>')
})
