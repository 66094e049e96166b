import { describe, expect, it } from 'vitest'
import { explain } from '../../precompute/explain.ts'
import { EXIT, Failure } from '../../precompute/failure.ts'
import { AuthorError } from '../../src/article/markdown/authorError.ts'

const systemError = (code: string) => Object.assign(new Error(`${code}: it failed`), { code })

describe('explain', () => {
  it.each([
    ['ENOSPC', 'The disk is full: free some space.'],
    ['EROFS', 'The directory is read-only: make it writable, or give another with --out DIR.'],
    ['EACCES', 'The directory may not be written: change its permissions, or give another with --out DIR.'],
  ])('says what mends %s, and that nothing is lost', (code, remedy) => {
    expect(explain(systemError(code))).toEqual({
      exitCode: 4,
      message: `${code}: it failed\n${remedy} What was finished is kept; the same command goes on from there.`,
    })
  })

  it('passes on what already says its remedy', () => {
    expect(explain(new Failure(EXIT.directory, 'locked', 'Wait.'))).toEqual({
      exitCode: 4,
      message: 'locked\nWait.',
    })
    expect(explain(new AuthorError({ path: 'a.mdx', line: 3 }, 'wrong', 'Mend it.'))).toEqual({
      exitCode: 2,
      message: 'a.mdx:3: wrong\nMend it.',
    })
    expect(explain(new Error('a worker ended (signal SIGSEGV)')).exitCode).toBe(3)
  })
})
