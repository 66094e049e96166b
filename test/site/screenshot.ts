/**
 * Takes the picture in the README: `npm run screenshot`, after `npm run build`. Needs a Chromium.
 */
import { chromium } from 'playwright-core'
import sharp from 'sharp'
import { chromiumPath, FLAGS } from '../../src/site/publish/chromium.ts'
import { serve } from './serve.ts'

const WIDTH = 1350
const HEIGHT = 900
const [page = 'cnn-circuits/#fig-anatomy', file = 'screenshot.webp'] = process.argv.slice(2)

const site = await serve('dist', process.env.BASE || '/')
const browser = await chromium.launch({
  executablePath: chromiumPath(),
  args: FLAGS,
})
try {
  const view = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } })
  await view.goto(new URL(page, site.origin + (process.env.BASE || '/')).href, {
    waitUntil: 'networkidle',
  })
  const png = await view.screenshot()
  const { size } = await sharp(png).webp({ quality: 82 }).toFile(file)
  console.log(`${file}: ${page} at ${WIDTH}×${HEIGHT}, ${Math.round(size / 1024)} KB`)
} finally {
  await browser.close()
  site.close()
}
