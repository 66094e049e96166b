import { existsSync } from 'node:fs'

/** Where Debian, Ubuntu and GitHub's machines have it. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

/** Flags for a machine without a screen: no sandbox that containers forbid, no request of the browser's own. */
export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * The path of a Chromium: `CHROMIUM`, else the first of the usual places.
 * @throws Error naming where it was looked for and what mends it
 */
export function chromiumPath(
  chosen: string | undefined = process.env.CHROMIUM,
  places: readonly string[] = PLACES,
  exists: (path: string) => boolean = existsSync,
): string {
  const found = (chosen ? [chosen] : places).find(exists)
  if (found) return found
  throw new Error(
    chosen
      ? `no Chromium at CHROMIUM=${chosen}\nSet it to the path of a Chromium or Chrome, or unset it to look in ${places.join(', ')}.`
      : `no Chromium found: looked at ${places.join(', ')}\nRun: apt-get install chromium, or set CHROMIUM=/path/to/chromium`,
  )
}
