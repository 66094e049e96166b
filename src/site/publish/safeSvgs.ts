import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { checkSvg } from '../../article/markdown/pictures/checkSvg.ts'
import type { Sanitized } from '../../article/markdown/pictures/sanitizeSvg.ts'
import { PictureError } from '../../article/markdown/pictures/pictureError.ts'

/** Writes every SVG of the build anew without what runs or fetches: opened by itself, it is a page of the site. */
export function safeSvgs(): AstroIntegration {
  return {
    name: 'safe-svgs',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const root = fileURLToPath(dir)
        const files = (await readdir(root, { recursive: true })).filter((file) => /\.svg$/i.test(file)).sort()
        if (files.length === 0) return
        // A DOM takes half a second to load.
        const { sanitizeSvg } = await import('../../article/markdown/pictures/sanitizeSvg.ts')
        for (const file of files) {
          const path = join(root, file)
          const { svg, removed } = cleaned(await readFile(path), file, sanitizeSvg)
          if (removed.length > 0) logger.warn(`${file} is published without ${removed.join(', ')}`)
          await writeFile(path, svg)
        }
      },
    },
  }
}

function cleaned(bytes: Uint8Array, file: string, sanitize: (text: string) => Sanitized): Sanitized {
  try {
    return sanitize(checkSvg(bytes))
  } catch (error) {
    if (!(error instanceof PictureError)) throw error
    throw new Error(`picture ${file} ${error.message}\n${error.remedy}`, { cause: error })
  }
}
