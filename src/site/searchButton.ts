/** The button that opens the search, where the site has one; what searches loads when it is pressed. */
export function startSearchButton() {
  const dialog = document.querySelector<HTMLDialogElement>('dialog.search')
  document.querySelector('[data-search-open]')?.addEventListener('click', async () => {
    dialog!.showModal()
    const { startSearch } = await import('./search.ts')
    startSearch(dialog!)
  })
}
