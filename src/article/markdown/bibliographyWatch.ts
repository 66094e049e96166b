import type { AstroIntegration } from 'astro'
import { dirname, join } from 'node:path'

/** In `astro dev`, a saved references.bib renders its article again. */
export function bibliographyWatch(): AstroIntegration {
  return {
    name: 'bibliography-watch',
    hooks: {
      'astro:server:setup': ({ server }) => {
        server.watcher.on('change', (path) => {
          if (!path.endsWith('references.bib')) return
          const article = join(dirname(path), 'index.mdx')
          for (const environment of Object.values(server.environments)) {
            for (const module of environment.moduleGraph.getModulesByFile(article) ?? []) {
              environment.moduleGraph.invalidateModule(module)
            }
          }
          server.environments.client.hot.send({ type: 'full-reload' })
        })
      },
    },
  }
}
