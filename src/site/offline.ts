/** Keeps what is read for reading without a network; `worker` is the address of sw.js in the site's root. */
export function startOffline(worker: string) {
  if (!('serviceWorker' in navigator)) return
  addEventListener('load', async () => {
    try {
      const scope = worker.replace(/[^/]*$/, '')
      const controlled = navigator.serviceWorker.controller !== null
      await navigator.serviceWorker.register(worker, { scope, updateViaCache: 'none' })
      if (controlled) return
      // The first page of a visit came before the worker did.
      const { active } = await navigator.serviceWorker.ready
      active?.postMessage({ keep: location.href })
    } catch {
      // A browser that forbids service workers reads on with a network.
    }
  })
}
