import { expect, it } from 'vitest'
import { onlyFigure } from '../../src/article/onlyFigure.ts'

const article =
  '<style>astro-island{}</style><script>start()</script><p>Text <a href="#ref-a">1</a></p>' +
  '<figure id="fig-a"><img src="/a.webp"></figure>' +
  '<figure id="fig-b"><figcaption><a href="#fig-b">Figure 2</a> <a href="#ref-a" data-preview="ref-a">1</a>' +
  '<div id="fig-b-menu"><a href="#fig-b">Link</a></div></figcaption></figure>'

it('keeps the figure and the scripts and styles, and sends other links to the article', () => {
  expect(onlyFigure(article, 'fig-b', '/b/guide/')).toBe(
    '<style>astro-island{}</style><script>start()</script>' +
      '<figure id="fig-b"><figcaption><a href="#fig-b">Figure 2</a> <a href="/b/guide/#ref-a" target="_top">1</a>' +
      '<div id="fig-b-menu"><a href="#fig-b">Link</a></div></figcaption></figure>',
  )
})

it('keeps figures within the figure, and what an attribute says', () => {
  const nested =
    '<figure class="outer" id="fig-a"><figure><a title="a > b" href="#x">1</a></figure><figure></figure></figure>'
  expect(onlyFigure(`<p>Before</p>${nested}<figure id="fig-b"></figure>`, 'fig-a', '/g/')).toBe(
    nested.replace('href="#x"', 'href="/g/#x" target="_top"'),
  )
})

it('fails where the article has no such figure', () => {
  expect(() => onlyFigure(article, 'fig-c', '/b/guide/')).toThrow('no figure fig-c in /b/guide/')
})
