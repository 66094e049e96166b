import type { AstroIntegration } from 'astro'
import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { articlesIn } from './courseFile.ts'

/**
 * In `astro dev`, what an article reads beside its own text renders it again when it is saved: its references.bib, the
 * articles that it refers to, and the course.
 */
export function bibliographyWatch(): AstroIntegration {
  return {
    name: 'bibliography-watch',
    hooks: {
      'astro:server:setup': ({ server }) => {
        server.watcher.on('change', (path) => {
          const articles = affectedBy(path, join(server.config.root, 'content'))
          if (articles.length === 0) return
          for (const environment of Object.values(server.environments)) {
            for (const article of articles) {
              for (const module of environment.moduleGraph.getModulesByFile(article) ?? []) {
                environment.moduleGraph.invalidateModule(module)
              }
            }
          }
          server.environments.client.hot.send({ type: 'full-reload' })
        })
      },
    },
  }
}

/** The files of the articles that read a file which is not their own. */
export function affectedBy(path: string, content: string): string[] {
  const name = basename(path)
  if (name === 'references.bib') return [join(dirname(path), 'index.mdx')]
  const refers =
    path === join(content, 'course.yaml')
      ? /<Ref\s+to="[a-z0-9-]+#/
      : name === 'index.mdx' && dirname(dirname(path)) === content
        ? new RegExp(`<Ref\\s+to="${basename(dirname(path))}#`)
        : undefined
  if (!refers) return []
  const others = articlesIn(content).map((slug) => join(content, slug, name === 'course.yaml' ? 'index.mdx' : name))
  return others.filter((other) => other !== path && refers.test(readFileSync(other, 'utf8')))
}
