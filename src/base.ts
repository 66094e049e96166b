/** `path` (`/guide/`) below `base` (`/a/b` or `/a/b/`): `/a/b/guide/`. Other addresses pass unchanged. */
export function joinBase(base: string, path: string): string {
  if (!path.startsWith('/') || path.startsWith('//')) return path
  const prefix = base.replace(/\/+$/, '')
  return path === prefix || (path.startsWith(`${prefix}/`) && prefix !== '') ? path : prefix + path
}

/** A root-relative path of this site below the base it is served from. */
export const withBase = (path: string): string => joinBase(import.meta.env.BASE_URL, path)
