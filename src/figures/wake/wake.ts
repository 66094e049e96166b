/**
 * Widgets come alive when a reader turns to their figure, not when it scrolls by: at the first pointer over it,
 * touch, focus or change in it, at a link to it, or where the address already carries its state. Until then a
 * figure is its static frame, so that an article's weight does not grow with its figures. What the reader does
 * while the script is on its way counts; where it does not come, that is said, and the next touch tries again.
 */
import { flushSync, hydrate, type Component } from 'svelte'
import { Failure, failureOf } from '../../engine/failure.ts'
import { holdForeignText } from './foreignText.ts'
import { Recording } from './recording.ts'
import { saysOf } from '../../widgets/live/urlState.ts'

const widgets = import.meta.glob<Component<{ given: unknown }>>('../*/Widget.svelte', { import: 'default' })

// The last two come alone from a voice or a screen reader.
const SIGNS = ['pointerover', 'pointerdown', 'focusin', 'input', 'click'] as const

const BROKEN = 'This figure could not be loaded: check the connection, or reload the page. The next touch tries again.'

/** Lets all figures of the page sleep until a reader turns to them. */
export function wakeFigures(): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-figure-kind]:not([data-sleeps])')) {
    element.dataset.sleeps = ''
    if (widgets[pathOf(element)]) sleep(element)
  }
  window.addEventListener('error', ({ error }) => uncaught(error))
  window.addEventListener('unhandledrejection', ({ reason }) => uncaught(reason))
}

const pathOf = ({ dataset }: HTMLElement) => `../${dataset.figureKind}/Widget.svelte`

function sleep(element: HTMLElement): void {
  const id = element.closest('figure, section')?.id ?? ''
  const turned = (event: Event) => {
    const target = event.target as Element
    const link = target.closest?.('a')?.getAttribute('href')
    if (element.contains(target)) start(event)
    else if (id && link?.endsWith(`#${id}`)) start()
  }
  const start = (sign?: Event) => {
    for (const each of SIGNS) document.removeEventListener(each, turned, true)
    void wake(element, sign)
  }
  const asked = id && saysOf(id)
  if (asked && !element.dataset.broken) start()
  else for (const each of SIGNS) document.addEventListener(each, turned, true)
}

async function wake(element: HTMLElement, sign: Event | undefined): Promise<void> {
  const recording = new Recording(element, sign)
  try {
    const [Widget, network, vocabulary] = await Promise.all([
      widgets[pathOf(element)]!(),
      json(element.dataset.network!),
      json(element.dataset.vocabulary!),
    ])
    const given = JSON.parse(element.nextElementSibling!.textContent!) as object
    recording.before()
    hydrate(Widget, { target: element, props: { given: { ...given, network, vocabulary } } })
    // Its plots listen only now.
    flushSync()
  } catch (error) {
    console.warn(error)
    recording.undo()
    const failure = failureOf(error)
    say(element, failure.reason === 'browser' ? cannot(failure) : BROKEN)
    sleep(element)
    return
  }
  say(element, '')
  holdForeignText(element)
  for (const name of USES) element.addEventListener(name, () => use(element), true)
  use(element)
  recording.repeat()
}

/** What a reader does in a figure that is alive. */
const USES = ['pointerdown', 'input', 'click', 'keydown'] as const

/** The figure that the reader used last. */
let used: HTMLElement | undefined

function use(element: HTMLElement): void {
  used = element
  say(element, '')
}

const cannot = ({ message }: Failure) => `This figure cannot run here: ${message}. The next touch tries again.`

/** A fault that nobody caught, as in a drawing, is said where the reader was. */
function uncaught(error: unknown): void {
  if (used && [Failure, TypeError, ReferenceError].some((kind) => error instanceof kind))
    say(used, cannot(failureOf(error)))
}

/** Says of a figure that does not come alive that it does not. */
function say(element: HTMLElement, text: string): void {
  const said = element.parentElement!.querySelector<HTMLElement>(':scope > .figure-broken')
  if (text === '') {
    said?.remove()
    delete element.dataset.broken
    return
  }
  const line = said ?? document.createElement('p')
  line.className = 'figure-broken'
  line.setAttribute('role', 'alert')
  line.textContent = text
  element.dataset.broken = ''
  if (!said) element.parentElement!.append(line)
}

const known = new Map<string, Promise<unknown>>()

/** What is known of a network, loaded once for all figures; a failure is forgotten. */
function json(address: string): Promise<unknown> {
  let found = known.get(address)
  if (!found) {
    found = fetch(address).then((response) => {
      if (!response.ok) throw new Error(`status ${response.status} of ${address}`)
      return response.json()
    })
    found.catch(() => known.delete(address))
    known.set(address, found)
  }
  return found
}
