import { withBase } from './base.ts'

/**
 * Under what name a browser remembers something for this site. Sites of one owner share an origin and with it
 * the storage, so the base, which always ends with a slash here, is part of the name.
 * @param what it is, as in `theme`
 * @param of the page or article that it belongs to; empty for the whole site
 */
export const storageKey = (what: string, of = ''): string => `${what}:${withBase('/')}${of}`
