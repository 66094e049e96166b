/**
 * `client:interest`: a widget's script loads when a reader turns to its figure, not when it scrolls by:
 * at the first pointer over it, touch or focus in it, at a link to its figure, or where the address
 * already carries its state. Until then it is the static frame, so that an article's weight does not
 * grow with its figures.
 */
import type { ClientDirective } from 'astro'

const SIGNS = ['pointerover', 'pointerdown', 'focusin'] as const

const interest: ClientDirective = (load, _options, element) => {
  const id = element.closest('figure')?.id ?? ''
  const turned = (event: Event) => {
    const target = event.target as Element
    const link = target.closest?.('a')?.getAttribute('href')
    if (element.contains(target) || (id && link?.endsWith(`#${id}`))) void start()
  }
  const start = async () => {
    for (const sign of SIGNS) document.removeEventListener(sign, turned)
    element.addEventListener('click', early)
    const hydrate = await load()
    await hydrate()
    element.removeEventListener('click', early)
    pressed?.click()
  }
  /** The button pressed while the script was on its way: the press counts. */
  let pressed: HTMLButtonElement | null = null
  const early = ({ target }: Event) => {
    pressed = (target as Element).closest('button') ?? pressed
  }
  if (id && location.search.includes(`${id.replace(/^fig-/, '')}.`)) void start()
  else for (const sign of SIGNS) document.addEventListener(sign, turned)
}

export default interest
