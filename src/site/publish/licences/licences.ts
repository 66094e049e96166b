import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import type { Site } from '../../../site.ts'
import type { Bundled } from './bundled.ts'
import { checkLicences, licenceText } from './licenceText.ts'
import { shippedContent } from './shippedContent.ts'

/** Writes `licences.txt`; refuses a build that holds a package under a licence that is not allowed. */
export function licences(site: Site, bundled: Bundled): AstroIntegration {
  let project = ''
  return {
    name: 'licences',
    hooks: {
      'astro:config:done': ({ config }) => {
        project = fileURLToPath(config.root)
      },
      'astro:build:done': async ({ dir, logger }) => {
        const dist = fileURLToPath(dir)
        // No bundler saw the search, which is copied.
        if (existsSync(join(dist, 'pagefind'))) bundled.add(join(project, 'node_modules', 'pagefind', 'package.json'))
        const packages = bundled.packages()
        checkLicences(packages)
        await writeFile(
          join(dist, 'licences.txt'),
          licenceText(site.name, shippedContent(site, project, dist), packages),
        )
        logger.info(`licences.txt names ${packages.length} packages`)
      },
    },
  }
}
