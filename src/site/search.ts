/** What of Pagefind's interface is used. */
interface Pagefind {
  options(options: { baseUrl: string; excerptLength: number }): Promise<void>
  debouncedSearch(text: string): Promise<{ results: { data(): Promise<Found> }[] } | null>
}
interface Found {
  url: string
  meta: { title?: string }
  /** HTML of the index itself: escaped text and <mark>. */
  excerpt: string
  sub_results: { url: string; title: string; excerpt: string }[]
}

const MOST = 12
const PARTS = 3
const started = new WeakSet<HTMLDialogElement>()

/** Makes the dialog answer what is typed; the index and its WASM load with the first word. */
export function startSearch(dialog: HTMLDialogElement) {
  if (started.has(dialog)) return
  started.add(dialog)
  const input = dialog.querySelector('input')!
  const status = dialog.querySelector('.search-status')!
  const list = dialog.querySelector('.search-results')!
  const { bundle, base, none, dev } = dialog.dataset
  if (!bundle) {
    status.textContent = dev!
    return
  }
  let pagefind: Promise<Pagefind> | undefined
  const load = async () => {
    const loaded = (await import(/* @vite-ignore */ bundle)) as Pagefind
    await loaded.options({ baseUrl: base!, excerptLength: 18 })
    return loaded
  }

  const search = async () => {
    const text = input.value.trim()
    try {
      pagefind ??= load()
      const answer = text ? await (await pagefind).debouncedSearch(text) : { results: [] }
      if (!answer) return
      const found = await Promise.all(answer.results.slice(0, MOST).map((each) => each.data()))
      if (input.value.trim() !== text) return
      list.replaceChildren(...found.map(entry))
      status.textContent = text && found.length === 0 ? `${none} “${text}”` : ''
    } catch (error) {
      pagefind = undefined
      status.textContent = (error as Error).message
    }
  }

  input.addEventListener('input', search)
  dialog.querySelector('form')!.addEventListener('submit', (event) => {
    // Enter in the field opens the first place found.
    if (event.submitter && document.activeElement !== input) return
    event.preventDefault()
    list.querySelector('a')?.click()
  })
  list.addEventListener('click', (event) => {
    if ((event.target as Element).closest('a')) dialog.close()
  })
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close()
  })
  void search()
}

function entry({ url, meta, excerpt, sub_results: parts }: Found): HTMLElement {
  const item = document.createElement('li')
  item.append(link(url, meta.title ?? url, 'search-title'))
  const sections = parts.filter((part) => part.url !== url).slice(0, PARTS)
  if (sections.length === 0) item.append(words(excerpt))
  for (const part of sections) item.append(link(part.url, part.title), words(part.excerpt))
  return item
}

function link(url: string, text: string, className = ''): HTMLElement {
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.className = className
  anchor.textContent = text
  return anchor
}

function words(html: string): HTMLElement {
  const paragraph = document.createElement('p')
  paragraph.innerHTML = html
  return paragraph
}
