/** Keeps what is read for reading without a network; `worker` is the address of sw.js in the site's root. */
export function startOffline(worker: string) {
  if (!('serviceWorker' in navigator)) return
  addEventListener('load', async () => {
    try {
      const scope = worker.replace(/[^/]*$/, '')
      // The worker of another site, at the root of this origin, may control the page until ours does.
      const { controller } = navigator.serviceWorker
      const controlled = controller?.scriptURL === new URL(worker, location.href).href
      const registration = await navigator.serviceWorker.register(worker, { scope, updateViaCache: 'none' })
      if (controlled) return
      // The first page of a visit came before the worker did.
      ;(await activeOf(registration)).postMessage({ keep: location.href })
    } catch {
      // A browser that forbids service workers reads on with a network.
    }
  })
}

/** The registration's own worker, once it runs. */
function activeOf(registration: ServiceWorkerRegistration): Promise<ServiceWorker> {
  return new Promise((resolve, reject) => {
    const { active, installing, waiting } = registration
    if (active) return resolve(active)
    const starting = waiting ?? installing
    if (!starting) return reject(new Error('the worker was not installed'))
    starting.addEventListener('statechange', () => {
      if (starting.state === 'activated') resolve(starting)
      else if (starting.state === 'redundant') reject(new Error('the worker was not installed'))
    })
  })
}
