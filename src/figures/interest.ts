/**
 * `client:interest`: a widget's script loads when a reader turns to its figure, not when it scrolls by:
 * at the first pointer over it, touch, focus or change in it, at a link to its figure, or where the address
 * already carries its state. Until then it is the static frame, so that an article's weight does not
 * grow with its figures. What the reader presses or sets while the script is on its way counts.
 */
import type { ClientDirective } from 'astro'

// The last two come alone from a voice or a screen reader.
const SIGNS = ['pointerover', 'pointerdown', 'focusin', 'input', 'click'] as const

type Field = HTMLInputElement | HTMLSelectElement

const interest: ClientDirective = (load, _options, element) => {
  const id = element.closest('figure')?.id ?? ''
  const turned = (event: Event) => {
    const target = event.target as Element
    const link = target.closest?.('a')?.getAttribute('href')
    if (element.contains(target)) void start(event)
    else if (id && link?.endsWith(`#${id}`)) void start()
  }
  const start = async (sign?: Event) => {
    for (const sign of SIGNS) document.removeEventListener(sign, turned)
    element.addEventListener('click', press)
    element.addEventListener('input', set)
    if (sign?.type === 'click') press(sign)
    if (sign?.type === 'input') set(sign)
    const hydrate = await load()
    await hydrate()
    element.removeEventListener('click', press)
    element.removeEventListener('input', set)
    for (const [field, kept] of fields) repeat(field, kept)
    pressed?.click()
  }
  let pressed: HTMLButtonElement | null = null
  const press = ({ target }: Event) => {
    pressed = (target as Element).closest('button') ?? pressed
  }
  const fields = new Map<Field, string | boolean>()
  const set = ({ target }: Event) => {
    const field = target as Field
    fields.set(field, isBox(field) ? field.checked : field.value)
  }
  if (id && location.search.includes(`${id.replace(/^fig-/, '')}.`)) void start()
  else for (const sign of SIGNS) document.addEventListener(sign, turned)
}

const isBox = (field: Field): field is HTMLInputElement => field.type === 'checkbox' || field.type === 'radio'

/** Its files stay chosen, and cannot be set. */
const isFile = (field: Field) => field instanceof HTMLInputElement && field.type === 'file'

/** Sets a field anew, now that the widget listens: hydration gave it the first frame's value. */
function repeat(field: Field, kept: string | boolean): void {
  if (isBox(field)) field.checked = kept as boolean
  else if (!isFile(field)) field.value = kept as string
  for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, { bubbles: true }))
}

export default interest
