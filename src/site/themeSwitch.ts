import { storageKey } from '../storageKey.ts'

/** Keeps every theme switch of the page, the page and the memory in step. */
export function startThemeSwitch() {
  const root = document.documentElement
  for (const label of document.querySelectorAll<HTMLElement>('.theme-switch')) {
    const select = label.querySelector('select')!
    select.value = root.dataset.theme ?? ''
    select.addEventListener('change', () => {
      if (select.value) root.dataset.theme = select.value
      else delete root.dataset.theme
      try {
        if (select.value) localStorage.setItem(storageKey('theme'), select.value)
        else localStorage.removeItem(storageKey('theme'))
      } catch {
        // A browser that forbids storage still switches for this page.
      }
    })
  }
}
