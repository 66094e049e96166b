import { csv } from '../vocabulary/dataTable.ts'
import { FIGURE_DATA, type FigureDataEvent } from '../widgets/live/figureData.ts'
import { prefixOf } from '../widgets/live/urlState.ts'

/** A kind's picture, or the image of an author. */
const PICTURE = '.figure-picture, :scope > p, :scope > img'

/** Gives the menus of the page's figures what needs a script; pictures load theirs when one is asked for. */
export function startFigureMenus() {
  for (const menu of document.querySelectorAll<HTMLElement>('.figure-menu')) start(menu)
}

function start(menu: HTMLElement) {
  const id = menu.dataset.figure!
  const figure = document.getElementById(id)!
  const status = menu.querySelector('.figure-menu-status')!
  const link = menu.querySelector<HTMLAnchorElement>('[data-act=link]')!
  const code = menu.querySelector<HTMLTextAreaElement>('textarea')
  const table = menu.querySelector<HTMLAnchorElement>('[data-act=csv]')
  const template = code?.value
  for (const each of menu.querySelectorAll<HTMLElement>('[hidden]')) each.hidden = false

  menu.addEventListener('beforetoggle', (event) => {
    status.textContent = ''
    if (event.newState === 'closed') return
    link.href = addressOf(menu.dataset.article!, id)
    if (!code) return
    const address = addressOf(code.dataset.embed!, id).replace(/#.*/, '')
    code.value = template!
      .replace(/src="[^"]*"/, () => `src="${address.replaceAll('&', '&amp;')}"`)
      .replace(/height="\d+"/, `height="${Math.ceil(figure.offsetHeight) + 48}"`)
  })

  menu.addEventListener('click', async (event) => {
    const act = (event.target as Element).closest<HTMLElement>('[data-act]')?.dataset.act
    if (!act) return
    try {
      if (act === 'link' || act === 'embed') {
        event.preventDefault()
        await navigator.clipboard.writeText(act === 'link' ? link.href : code!.value)
        status.textContent = menu.dataset.copied!
      } else if (act === 'csv') giveData(figure, table!)
      else {
        const { savePicture } = await import('./figurePicture.ts')
        await savePicture(figure.querySelector<HTMLElement>(PICTURE)!, id, act as 'png' | 'svg')
      }
    } catch (error) {
      if (act === 'link') location.href = link.href
      else if (act === 'embed') code!.select()
      else status.textContent = (error as Error).message
    }
  })
}

/** The page at `path` with this figure's part of the address's state. */
function addressOf(path: string, id: string): string {
  const url = new URL(path, location.href)
  const own = [...new URLSearchParams(location.search)].filter(([name]) => name.startsWith(`${prefixOf(id)}.`))
  // Slashes, commas and @ need no escape in a query.
  url.search = new URLSearchParams(own).toString().replace(/%2F/gi, '/').replace(/%2C/gi, ',').replace(/%40/g, '@')
  url.hash = id
  return url.href
}

/** Puts the data of what a live figure shows now in place of its first frame's, before the link is followed. */
function giveData(figure: HTMLElement, link: HTMLAnchorElement) {
  const event: FigureDataEvent = new CustomEvent(FIGURE_DATA, { detail: {} })
  figure.dispatchEvent(event)
  const { table } = event.detail
  if (!table) return
  link.href = `data:text/csv;charset=utf-8,${encodeURIComponent(csv(table))}`
}
