import { describe, expect, it } from 'vitest'
import { checkEnvironment, checkSite } from '../../src/site/publish/siteSettings.ts'
import { type Site, site } from '../../src/site.ts'

const said = (changed: Partial<Site>) => {
  try {
    checkSite({ ...site, ...changed })
    return ''
  } catch (error) {
    return (error as Error).message
  }
}
const light = (paper: string) => ({ ...site.colours, light: { ...site.colours.light, paper } })

it('the settings of this site can be published', () => expect(said({})).toBe(''))

describe('a setting that would become markup is refused with its line', () => {
  it.each<[Partial<Site>, string]>([
    [{ repository: 'javascript:alert(1)' }, 'setting repository of the site: "javascript:alert(1)"'],
    [{ repository: 'https://a:b@c.example' }, 'setting repository'],
    [{ licence: { name: 'a', url: 'data:text/html,a' } }, 'setting licence.url'],
    [{ licence: { name: '', url: site.licence.url } }, 'setting licence.name'],
    [{ language: '"><script>' }, 'setting language'],
    [{ language: '' }, 'setting language'],
    [{ branch: '"><b>' }, 'setting branch'],
    [{ model: '../x' }, 'setting model'],
    [{ name: 'a\u0000' }, 'setting name'],
    [{ tagline: ' ' }, 'setting tagline'],
    [{ colours: light('red}</style><script>a()</script>') }, 'setting colours.light.paper'],
    [{ colours: light('red;background:url(https://a.example)') }, 'setting colours.light.paper'],
    [{ colours: light('url(a)//') }, 'setting colours.light.paper'],
  ])('%j', (changed, words) => {
    expect(said(changed)).toMatch(/^src\/site\.ts:\d+: setting /)
    expect(said(changed)).toContain(words)
  })

  it.each(['#fff', '#24292f80', 'rebeccapurple', 'rgb(1 2 3 / 50%)', 'oklch(0.7 0.1 200)'])('%s is a colour', (paper) =>
    expect(said({ colours: light(paper) })).toBe(''),
  )
})

it('an address or a path of the site that is none is refused', () => {
  expect(() => checkEnvironment({ site: 'javascript:a', base: '/' })).toThrow(
    'SITE is no address of the web: javascript:a',
  )
  expect(() => checkEnvironment({ site: undefined, base: '/"><script>/' })).toThrow('BASE is no path')
  expect(() => checkEnvironment({ site: 'https://a.example', base: '/a/b.c/~d/' })).not.toThrow()
  expect(() => checkEnvironment({ site: undefined, base: 'https://a.example/' })).toThrow('BASE is no path')
})
