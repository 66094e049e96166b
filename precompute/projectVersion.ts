import { join } from 'node:path'
import { createModuleCache } from './definitions/moduleCache.ts'
import { createVersionOf } from './version.ts'

/** The versions of this project's own modules, remembered between runs: one for all who ask, since it reads every file once. */
export const projectVersion = createVersionOf(
  join(import.meta.dirname, '..'),
  createModuleCache('.precompute/modules.json'),
)
