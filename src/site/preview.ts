import { embedded, targetOf } from './previewTarget.ts'

/**
 * Shows what a citation, a reference or a footnote points to: on hover, on keyboard focus, on the first
 * tap. One popover serves the page; it never takes the focus, and Escape, a scroll or leaving it close it.
 * Without this script the same links jump.
 */
export function startPreviews(goTo: string) {
  if (!HTMLElement.prototype.showPopover) return
  const panel = document.createElement('div')
  panel.id = 'preview'
  panel.className = 'preview'
  panel.popover = 'manual'
  document.querySelector('main')!.append(panel)

  let open: HTMLAnchorElement | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const later = (action: () => void, ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(action, ms)
  }

  const hide = () => {
    clearTimeout(timer)
    open?.removeAttribute('aria-describedby')
    open = undefined
    panel.hidePopover()
  }

  const show = (link: HTMLAnchorElement, byTouch = false) => {
    if (link === open) return clearTimeout(timer)
    hide()
    open = link
    const target = targetOf(link)
    const fill = (content: Node[] | null | undefined) => open === link && content && lay(link, content, byTouch)
    if (target instanceof Promise) target.then((found) => fill(found && excerpt(found))).catch(() => {})
    else fill(link.dataset.embed ? [embedded(link, () => place(panel, link))] : target && excerpt(target))
  }

  const lay = (link: HTMLAnchorElement, content: Node[], byTouch: boolean) => {
    panel.replaceChildren(...content)
    if (byTouch) panel.append(jump(link, goTo))
    panel.showPopover()
    place(panel, link)
    link.setAttribute('aria-describedby', panel.id)
  }

  const linkOf = (event: Event) =>
    event.target instanceof Element
      ? event.target.closest<HTMLAnchorElement>('a[data-preview], a[data-footnote-ref]')
      : null

  document.addEventListener('pointerover', (event) => {
    if (event.pointerType !== 'mouse') return
    const link = linkOf(event)
    if (link && !panel.contains(link)) later(() => show(link), 120)
    else if (panel.contains(event.target as Node)) clearTimeout(timer)
    else if (open) later(hide, 250)
    else clearTimeout(timer)
  })
  document.addEventListener('focusin', (event) => {
    const link = linkOf(event)
    if (link?.matches(':focus-visible')) show(link)
    else if (open && !panel.contains(event.target as Node)) hide()
  })
  document.addEventListener('click', (event) => {
    const link = linkOf(event)
    const touch = event.pointerType === 'touch'
    if (link && touch && (link !== open || !panel.matches(':popover-open'))) {
      event.preventDefault()
      show(link, true)
    } else if (open && (link || !panel.contains(event.target as Node))) hide()
  })
  document.addEventListener('keydown', (event) => event.key === 'Escape' && open && hide())
  addEventListener('scroll', () => open && hide(), { passive: true })
}

/** A still copy of what matters: a reference's text, a figure's picture and caption, a section's start. */
function excerpt(target: HTMLElement): Node[] {
  if (target.matches('h2, h3, h4')) return still([target, target.nextElementSibling])
  if (target.tagName === 'FIGURE') return still([...target.children])
  const text = target.querySelector('.preview-text') ?? target
  return text.matches('li, .preview-text') ? still([...text.childNodes]) : still([text])
}

/** Copies without identity or life: no ids, no controls that answer, no second hydration of a widget. */
function still(nodes: (Node | null)[]): Node[] {
  return nodes.flatMap((node) => {
    const copy = node?.cloneNode(true)
    if (!copy) return []
    if (!(copy instanceof HTMLElement && node instanceof HTMLElement)) return [copy]
    copy.querySelectorAll('.backlinks, .figure-tools, [data-footnote-backref]').forEach((each) => each.remove())
    copy.querySelectorAll('.figure-live').forEach((each) => each.replaceWith(...each.childNodes))
    for (const each of [copy, ...copy.querySelectorAll('[id], [name], [tabindex]')]) {
      for (const name of ['id', 'name', 'tabindex']) each.removeAttribute(name)
    }
    if (node.matches('.figure-picture')) shrink(copy, node)
    return [copy]
  })
}

/** A figure's picture at the size of the preview, its canvases painted again. */
function shrink(copy: HTMLElement, picture: HTMLElement) {
  const { width } = picture.getBoundingClientRect()
  copy.inert = true
  copy.style.width = `${width}px`
  copy.style.zoom = String(Math.min(1, Math.min(384, innerWidth - 56) / width))
  const painted = picture.querySelectorAll('canvas')
  copy.querySelectorAll('canvas').forEach((canvas, i) => {
    if (painted[i].width) canvas.getContext('2d')?.drawImage(painted[i], 0, 0)
  })
}

function jump(link: HTMLAnchorElement, words: string): HTMLElement {
  const copy = document.createElement('a')
  copy.href = link.getAttribute('href')!
  copy.className = 'preview-jump'
  copy.textContent = `${words} ${link.textContent}`
  return copy
}

/** Below the link where there is room, else above; never past the edges of the window. */
function place(panel: HTMLElement, link: HTMLElement) {
  const margin = 8
  const anchor = link.getClientRects()[0]
  const { width, height } = panel.getBoundingClientRect()
  const below = anchor.bottom + margin + height < innerHeight || anchor.top < height + margin
  const left = Math.min(anchor.left - 16, document.documentElement.clientWidth - width - margin)
  panel.style.left = `${Math.max(margin, left)}px`
  panel.style.top = `${below ? anchor.bottom + margin : anchor.top - height - margin}px`
}
