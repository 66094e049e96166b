/**
 * Marks the links of the section being read with `aria-current` and names it in the bar of narrow screens; on wide
 * ones the list gives way while a figure passes over it, rather than stand there in part.
 */
export function followScroll() {
  const nav = document.querySelector('.contents')
  if (!nav) return
  const bar = nav.querySelector('details')!
  const name = nav.querySelector('.contents-current')!
  const links = [...nav.querySelectorAll<HTMLAnchorElement>('a')]
  const hashes = [...new Set(links.map((link) => link.hash))]
  const headings = hashes.map((hash) => document.getElementById(decodeURIComponent(hash.slice(1))))
  const list = nav.querySelector(':scope > .contents-list')!
  const wide = [...document.querySelectorAll('.l-outset, .l-page, .l-screen')]
  let current: string | undefined = ''

  const isCovered = () => {
    const own = list.getBoundingClientRect()
    // Not there on a narrow screen.
    if (own.height === 0) return false
    return wide.some((each) => {
      const { top, bottom } = each.getBoundingClientRect()
      return top < own.bottom && bottom > own.top
    })
  }

  const mark = () => {
    list.classList.toggle('covered', isCovered())
    // The section being read is the last whose heading is above a third of the window.
    const line = innerHeight / 3
    const index = headings.findLastIndex((each) => each && each.getBoundingClientRect().top < line)
    if (hashes[index] === current) return
    current = hashes[index]
    name.textContent = headings[index]?.textContent ?? ''
    for (const link of links) {
      if (link.hash === current) link.setAttribute('aria-current', 'true')
      else link.removeAttribute('aria-current')
    }
  }

  let scheduled = false
  const schedule = () => {
    if (scheduled) return
    scheduled = true
    requestAnimationFrame(() => {
      scheduled = false
      mark()
    })
  }
  addEventListener('scroll', schedule, { passive: true })
  addEventListener('resize', schedule)
  addEventListener('keydown', (event) => event.key === 'Escape' && (bar.open = false))
  bar.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('a')) bar.open = false
  })
  mark()
}
