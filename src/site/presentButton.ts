/** The button that begins the projector mode, where the page has one; an address with `?present` begins it, too. */
export function startPresentButton() {
  const button = document.querySelector<HTMLElement>('[data-present]')
  if (!button) return
  const present = async (byReader: boolean) => {
    const { startPresentation } = await import('./presentation.ts')
    startPresentation(button.dataset as Record<'name' | 'next' | 'previous' | 'leave', string>, byReader)
  }
  button.addEventListener('click', () => present(true))
  if (new URLSearchParams(location.search).has('present')) void present(false)
}
