/**
 * The projector mode: sections and figures one at a time, as large as the window. Nothing is copied: all
 * but the elements of the present step is hidden, so a figure is the same live figure. The address holds
 * the mode and the step, `?present#fig-anatomy`.
 */
interface Step {
  /** The id of the heading or the figure. */
  id: string
  title: string
  elements: HTMLElement[]
}
interface Words {
  name: string
  next: string
  previous: string
  leave: string
}

const root = document.documentElement
let running = false

/** Begins at the step that the address names, else at the one in view. */
export function startPresentation(words: Words, byReader: boolean) {
  if (running) return
  running = true
  const steps = stepsOf(document.querySelector<HTMLElement>('.article')!)
  const bar = controls(words)
  const listening = new AbortController()
  const { signal } = listening
  let at = Math.max(0, byReader ? inView(steps) : named(steps))
  document.body.append(bar.element)
  if (byReader) void root.requestFullscreen?.().catch(() => {})

  const show = (index: number, write = true) => {
    at = Math.max(0, Math.min(steps.length - 1, index))
    const { id, title, elements } = steps[at]
    mark(elements)
    root.dataset.present = elements[0].matches('figure') ? 'figure' : 'text'
    fit(elements[0])
    bar.say(`${at + 1} / ${steps.length}`, title, at > 0, at < steps.length - 1)
    scrollTo({ top: 0, behavior: 'instant' })
    if (write) address(true, id)
  }
  addEventListener('resize', () => fit(steps[at].elements[0]), { signal })
  const leave = () => {
    if (!running) return
    running = false
    listening.abort()
    mark([])
    for (const { elements } of steps) elements[0].style.zoom = ''
    delete root.dataset.present
    bar.element.remove()
    const { id } = steps[at]
    address(false, id)
    document.getElementById(id)?.scrollIntoView({ behavior: 'instant' })
    if (document.fullscreenElement) void document.exitFullscreen()
  }

  bar.previous.addEventListener('click', () => show(at - 1), { signal })
  bar.next.addEventListener('click', () => show(at + 1), { signal })
  bar.leave.addEventListener('click', leave, { signal })
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape' && !isOpen()) leave()
      const way = WAYS[event.key]
      // Arrows belong to a control that has the focus, and modified keys to the browser.
      if (!way || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.target instanceof Element && event.target.closest(CONTROLS)) return
      event.preventDefault()
      show(way(at, steps.length))
    },
    { signal },
  )
  document.addEventListener('fullscreenchange', () => document.fullscreenElement ?? leave(), {
    signal,
  })
  addEventListener('popstate', () => named(steps) >= 0 && show(named(steps), false), { signal })
  // A link to a figure or a section goes to its step.
  addEventListener('hashchange', () => named(steps) >= 0 && show(named(steps), false), { signal })
  show(at)
}

const WAYS: Record<string, (at: number, count: number) => number> = {
  ArrowRight: (at) => at + 1,
  PageDown: (at) => at + 1,
  ArrowLeft: (at) => at - 1,
  PageUp: (at) => at - 1,
  Home: () => 0,
  End: (_, count) => count - 1,
}
const CONTROLS = 'input, select, textarea, [role=slider], [role=radio], [role=tab], [role=gridcell], [contenteditable]'

/** Whether Escape has something nearer to close. */
const isOpen = () => document.querySelector(':popover-open, dialog[open]') !== null

/** The title, then each section and each figure, in reading order. */
export function stepsOf(article: HTMLElement): Step[] {
  const title = article.querySelector<HTMLElement>('.title-block')!
  const heading = title.querySelector('h1')!
  heading.id ||= 'title'
  const steps: Step[] = [{ id: heading.id, title: heading.textContent ?? '', elements: [title] }]
  let section = steps[0]
  const visit = (element: HTMLElement) => {
    if (element.matches('h2[id], h3[id]')) {
      section = { id: element.id, title: element.textContent ?? '', elements: [element] }
      steps.push(section)
    } else if (element.matches('figure[id]')) {
      steps.push({
        id: element.id,
        title: element.querySelector('.caption-label')?.textContent ?? '',
        elements: [element],
      })
    } else if (element.querySelector(':scope > figure[id], :scope > h2[id], :scope > h3[id]')) {
      for (const child of element.children) visit(child as HTMLElement)
    } else section.elements.push(element)
  }
  for (const child of article.querySelector('.article-body')!.children) visit(child as HTMLElement)
  return steps
}

/** Marks what is shown, and what holds it. */
function mark(elements: HTMLElement[]) {
  for (const each of document.querySelectorAll('.presented, .presented-within')) {
    each.classList.remove('presented', 'presented-within')
  }
  for (const element of elements) {
    element.classList.add('presented')
    for (let each = element.parentElement; each && each !== document.body; each = each.parentElement) {
      each.classList.add('presented-within')
    }
  }
}

/** A figure is laid out as on the page and then enlarged, caption and all, to fill the window. */
function fit(element: HTMLElement) {
  element.style.zoom = ''
  if (!element.matches('figure')) return
  const { width, height } = element.getBoundingClientRect()
  const room = Math.min((innerWidth - 48) / width, (innerHeight - 96) / height)
  element.style.zoom = String(Math.max(LEAST, Math.min(MOST, room)))
}

/** Smaller than this cannot be read from the back: the step scrolls. */
const LEAST = 0.8
const MOST = 3

const named = (steps: Step[]) => steps.findIndex(({ id }) => id === decodeURIComponent(location.hash.slice(1)))

/** The last step whose place is above the middle of the window. */
const inView = (steps: Step[]) =>
  steps.findLastIndex(({ elements }) => elements[0].getBoundingClientRect().top < innerHeight / 2)

/** Every step is an entry of the address bar, none of the history: Back leaves the article. */
function address(present: boolean, id: string) {
  const url = new URL(location.href)
  const others = url.search
    .slice(1)
    .split('&')
    .filter((part) => part && !/^present(=|$)/.test(part))
  url.search = [...(present ? ['present'] : []), ...others].join('&')
  url.hash = id === 'title' ? '' : id
  history.replaceState(history.state, '', url)
}

function controls(words: Words) {
  const element = document.createElement('nav')
  element.className = 'present-bar'
  element.ariaLabel = words.name
  const button = (text: string, label: string) => {
    const made = document.createElement('button')
    made.type = 'button'
    made.className = 'tool'
    made.textContent = text
    made.ariaLabel = label
    return made
  }
  const previous = button('←', words.previous)
  const next = button('→', words.next)
  const leave = button('×', words.leave)
  const place = document.createElement('span')
  place.className = 'present-place'
  const title = document.createElement('span')
  title.className = 'visually-hidden'
  title.setAttribute('role', 'status')
  element.append(previous, place, next, leave, title)
  const say = (where: string, what: string, back: boolean, forth: boolean) => {
    place.textContent = where
    title.textContent = `${what}, ${where}`
    previous.disabled = !back
    next.disabled = !forth
  }
  return { element, previous, next, leave, say }
}
