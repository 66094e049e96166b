import { expect, it } from 'vitest'
import { replaceGlobs } from '../../precompute/foundByPlace.ts'

const list = () => ['./a/artifact.ts', './b/artifact.ts']

it('a call that is eager becomes imports', () => {
  const source = "const found = import.meta.glob<Artifact>('./*/artifact.ts', { eager: true, import: 'default' })"
  expect(replaceGlobs(source, list)).toBe(
    "import * as __found0 from './a/artifact.ts'; import * as __found1 from './b/artifact.ts'; " +
      "const found = { './a/artifact.ts': __found0['default'], './b/artifact.ts': __found1['default'] }",
  )
})

it('a call that is not becomes functions that import', () => {
  expect(replaceGlobs("import.meta.glob('./*/artifact.ts')", list)).toBe(
    "{ './a/artifact.ts': () => import('./a/artifact.ts'), './b/artifact.ts': () => import('./b/artifact.ts') }",
  )
})
