import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Failure, failureOf, missingPart } from '../../src/engine/failure.ts'

beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}))
afterEach(() => vi.restoreAllMocks())

it.each([
  new TypeError('Failed to fetch dynamically imported module: https://site/_astro/Widget.Bx1.js'),
  new TypeError('error loading dynamically imported module: https://site/_astro/Widget.Bx1.js'),
  new TypeError('Importing a module script failed.'),
  new TypeError('NetworkError when attempting to fetch resource.'),
])('a part that did not come is said as such: %s', (error) => {
  expect(failureOf(error)).toEqual(missingPart())
})

it.each(['OffscreenCanvas is not defined', "Can't find variable: OffscreenCanvas"])(
  'what a browser does not know is named: %s',
  (message) => {
    const { reason, message: said } = failureOf(new ReferenceError(message))
    expect(reason).toBe('browser')
    expect(said).toBe('this browser lacks OffscreenCanvas; a current version may have it')
    expect(console.warn).toHaveBeenCalledOnce()
  },
)

it('a fault of ours is not read out, and goes to the console', () => {
  const error = new TypeError("Cannot read properties of undefined (reading 'length')")
  expect(failureOf(error)).toMatchObject({ reason: 'computation', message: expect.not.stringContaining('undefined') })
  expect(console.warn).toHaveBeenCalledWith(error)
})

it('what the core says of its arguments, and a failure, stay as they are', () => {
  expect(failureOf(new Error('unknown unit: conv4/99'))).toMatchObject({ message: 'unknown unit: conv4/99' })
  const failure = new Failure('missing', 'gone')
  expect(failureOf(failure)).toBe(failure)
})
