/** What a reader does in a figure before its widget listens: kept, and done again once it does. */

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

type Act =
  | { what: 'field'; field: Field; value: string | boolean }
  | { what: 'press'; target: Element; x: number; y: number }
  | { what: 'key'; target: Element; init: KeyboardEventInit }

const isField = (target: EventTarget | null): target is Field =>
  target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement

const isBox = (field: Field): field is HTMLInputElement =>
  field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio')

/** Its files stay chosen, and cannot be set. */
const isFile = (field: Field) => field instanceof HTMLInputElement && field.type === 'file'

/** Keys that a field or a button handles itself, and that move the focus. */
const OWN = ['Tab', 'Enter', ' ', 'Escape', 'Shift', 'Control', 'Alt', 'Meta']

export class Recording {
  readonly #root: HTMLElement
  readonly #acts: Act[] = []
  #caret: Caret | undefined
  readonly #listeners: [string, (event: Event) => void][]

  /** @param sign what woke the figure, which may be a first act */
  constructor(root: HTMLElement, sign: Event | undefined) {
    this.#root = root
    this.#listeners = [
      ['input', ({ target }) => isField(target) && this.#set(target)],
      ['click', (event) => this.#press(event as MouseEvent)],
      ['keydown', (event) => this.#key(event as KeyboardEvent)],
    ]
    for (const [name, listen] of this.#listeners) {
      root.addEventListener(name, listen, true)
      if (sign?.type === name) listen(sign)
    }
  }

  #set(field: Field): void {
    const value = isBox(field) ? field.checked : field.value
    const known = this.#acts.findIndex((act) => act.what === 'field' && act.field === field)
    if (known >= 0) this.#acts.splice(known, 1)
    this.#acts.push({ what: 'field', field, value })
  }

  /** A second click on the same place was meant for the first's effect to come. */
  #press({ target, clientX: x, clientY: y }: MouseEvent): void {
    const element = target as Element
    if (isField(element.closest('label, input, select, textarea') ?? null) || element.closest('label')) return
    const pressed = element.closest('button, [role]') ?? element
    const last = this.#acts.at(-1)
    if (last?.what === 'press' && last.target === pressed) Object.assign(last, { x, y })
    else this.#acts.push({ what: 'press', target: pressed, x, y })
  }

  #key(event: KeyboardEvent): void {
    const target = event.target as Element
    if (isField(target) || OWN.includes(event.key)) return
    const { key, code, shiftKey, ctrlKey, metaKey, altKey } = event
    const init = { key, code, shiftKey, ctrlKey, metaKey, altKey, bubbles: true, cancelable: true }
    event.preventDefault()
    this.#acts.push({ what: 'key', target, init })
  }

  #end(): void {
    for (const [name, listen] of this.#listeners) this.#root.removeEventListener(name, listen, true)
  }

  /** Notes where the reader types: hydration, which comes next, moves it. */
  before(): void {
    this.#caret = caretOf(document.activeElement)
  }

  /** Sets the fields back to what the page came with. */
  undo(): void {
    this.#end()
    for (const act of this.#acts) if (act.what === 'field') setBack(act.field)
  }

  /** Does it all again: hydration gave the fields the first frame's values. */
  repeat(): void {
    this.#end()
    for (const act of this.#acts) {
      if (act.what === 'field') repeatField(this.#still(act.field), act.value)
      else if (act.what === 'key') this.#still(act.target)?.dispatchEvent(new KeyboardEvent('keydown', act.init))
      else repeatPress(this.#still(act.target), act)
    }
    if (this.#caret) putCaret(this.#caret, this.#still(this.#caret.field))
  }

  /** The element, or the one that has taken its place. */
  #still<T extends Element>(element: T): T | undefined {
    if (element.isConnected) return element
    return element.id ? ((this.#root.querySelector(`#${CSS.escape(element.id)}`) as T | null) ?? undefined) : undefined
  }
}

interface Caret {
  field: HTMLInputElement | HTMLTextAreaElement
  start: number
  end: number
}

/** Where it stands in a field that tells; one of a number does not, and gets it at its end. */
function caretOf(field: Element | null): Caret | undefined {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return undefined
  const { selectionStart: start, selectionEnd: end } = field
  return start === null || end === null ? undefined : { field, start, end }
}

/** A field that took the place of the one that the reader types in lacks the focus, too. */
function putCaret({ start, end }: Caret, field: Caret['field'] | undefined): void {
  if (!field) return
  if (document.activeElement === document.body) field.focus({ preventScroll: true })
  if (document.activeElement === field) field.setSelectionRange(start, end)
}

function repeatField(field: Field | undefined, value: string | boolean): void {
  if (!field) return
  if (isBox(field)) field.checked = value as boolean
  else if (!isFile(field)) field.value = value as string
  for (const name of ['input', 'change']) field.dispatchEvent(new Event(name, { bubbles: true }))
}

function repeatPress(target: Element | undefined, { x, y }: { x: number; y: number }): void {
  if (!target) return
  const init = { bubbles: true, cancelable: true, clientX: x, clientY: y }
  // What is drawn within it may tell where it was pressed.
  const hit = document.elementFromPoint(x, y)
  const deepest = hit && target.contains(hit) ? hit : target
  const Pointer = globalThis.PointerEvent ?? MouseEvent
  for (const name of ['pointerdown', 'pointerup'])
    deepest.dispatchEvent(new Pointer(name, { ...init, isPrimary: true, pointerType: 'mouse' }))
  deepest.dispatchEvent(new MouseEvent('click', { ...init, detail: 1 }))
}

function setBack(field: Field): void {
  if (field instanceof HTMLSelectElement) {
    const first = [...field.options].find((option) => option.defaultSelected) ?? field.options[0]
    if (first) field.value = first.value
  } else if (isBox(field)) field.checked = field.defaultChecked
  else if (!isFile(field)) field.value = field.defaultValue
}
