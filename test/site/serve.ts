import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { createGzip } from 'node:zlib'

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
}

export interface Served {
  /** `http://127.0.0.1:<port>` */
  origin: string
  close(): void
}

/** What travels smaller. */
const TEXT = /^text|json|javascript|xml|wasm/

/** A build, and the path that it is for. */
export interface Deployed {
  base: string
  dist: string
}

/** What a server does otherwise with the file at a path below the base: it is gone, or begins with something more. */
export type Fault = (path: string) => 'gone' | { begins: string } | undefined

/** Serves a built site below `base` as GitHub Pages would: text compressed, unless there are faults; 404 for what is no file. */
export const serve = (dist: string, base: string, fault?: Fault): Promise<Served> => serveSites([{ base, dist }], fault)

/**
 * The same of several sites on one origin, as a user's and their projects' are: a path below two bases is the
 * longer one's. A change of `sites` is a deployment.
 */
export async function serveSites(sites: readonly Deployed[], fault?: Fault): Promise<Served> {
  const server = createServer(({ url = '/', headers }, response) => {
    const { pathname } = new URL(url, 'http://localhost')
    const below = sites.filter(({ base }) => pathname.startsWith(base))
    const site = below.sort((a, b) => b.base.length - a.base.length)[0]
    const found = site ? fileAt(site.dist, site.base, url) : null
    const otherwise = found && site ? fault?.(url.slice(site.base.length)) : undefined
    const file = otherwise === 'gone' ? null : found
    const type = (file && TYPES[extname(file)]) ?? 'application/octet-stream'
    const gzip = !fault && TEXT.test(type) && /\bgzip\b/.test(String(headers['accept-encoding']))
    response.writeHead(file ? 200 : 404, {
      'content-type': type,
      ...(file && gzip && { 'content-encoding': 'gzip' }),
    })
    if (!file) return void response.end('not found')
    const body = gzip ? createGzip() : response
    if (gzip) body.pipe(response)
    if (typeof otherwise === 'object') body.write(otherwise.begins)
    createReadStream(file).pipe(body)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** The file of `dist` that a request path names, if there is one. */
export function fileAt(dist: string, base: string, url: string): string | null {
  const path = decodeURIComponent(new URL(url, 'http://localhost').pathname)
  if (!path.startsWith(base)) return null
  const file = join(dist, path.slice(base.length), path.endsWith('/') ? 'index.html' : '')
  return existsSync(file) && statSync(file).isFile() ? file : null
}
