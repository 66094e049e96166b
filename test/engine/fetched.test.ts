import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fetchedBytes, fetchedJson } from '../../src/engine/fetched.ts'
import { sha256 } from '../../src/engine/sha256.ts'

afterEach(() => vi.unstubAllGlobals())

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const bytes = Uint8Array.from({ length: 5000 }, (_, i) => (i * 31) % 251)
const address = `https://example.org/a/b/models/lumen/weights.${digest(bytes).slice(0, 16)}.safetensors`
const expected = { bytes: bytes.length, sha256: digest(bytes) }

/** What each fetch gets, one after the other, the last for ever; and in which mode it was asked. */
function answering(...answers: (() => Response)[]) {
  const modes: (string | undefined)[] = []
  vi.stubGlobal('fetch', async (_: string, { cache }: RequestInit = {}) => {
    modes.push(cache)
    return answers[Math.min(modes.length, answers.length) - 1]!()
  })
  return modes
}

const broken = (from: Uint8Array) => () =>
  new Response(
    new ReadableStream({
      start: (controller) => controller.enqueue(from.slice(0, 100)),
      pull: (controller) => controller.error(new TypeError('network error')),
    }),
  )
const older = Uint8Array.from(bytes, (each, i) => (i === 4321 ? each ^ 1 : each))

const WRONG: Record<string, () => Response> = {
  'the file of another training, of the same size': () => new Response(older),
  'too few bytes': () => new Response(bytes.slice(0, -1)),
  'too many bytes': () => new Response(new Uint8Array(9000)),
  nothing: () => new Response(new Uint8Array(0)),
  'a page in its place': () => new Response('<h1>Not here</h1>'),
  'a body that breaks off': broken(bytes),
}

describe.each(Object.entries(WRONG))('%s', (_, wrong) => {
  it('is asked for once more, past every cache', async () => {
    const modes = answering(wrong, () => new Response(bytes))
    expect(await fetchedBytes(address, 'the network', expected)).toEqual(bytes)
    expect(modes).toEqual(['default', 'reload'])
  })

  it.each([
    ['a stated digest', 'https://example.org/plain.safetensors', { sha256: expected.sha256 }],
    ['a name', address, {}],
    ['both', address, expected],
  ])('is refused in a reader’s words, by %s', async (_, from, known) => {
    const modes = answering(wrong)
    await expect(fetchedBytes(from, 'the network', known)).rejects.toMatchObject({
      name: 'Failure',
      reason: 'missing',
      message:
        'the network could not be loaded: what came is not the whole of what this page was made with; check the connection, or reload the page',
    })
    expect(modes).toEqual(['default', 'reload'])
  })
})

it('what is there at once is fetched once', async () => {
  const modes = answering(() => new Response(bytes))
  expect(await fetchedBytes(address, 'the network', expected)).toEqual(bytes)
  expect(modes).toEqual(['default'])
})

it('JSON under a name without digits that is a page is refused in words, too', async () => {
  answering(() => new Response('<h1>Not here</h1>'))
  await expect(fetchedJson('https://example.org/model.json', 'the network')).rejects.toMatchObject({
    reason: 'missing',
  })
})

it('the SHA-256 is that of Node, with the browser’s function and, where a page has none, without', async () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 1000, 100_000]) {
    const random = Uint8Array.from(randomBytes(length))
    vi.stubGlobal('crypto', globalThis.crypto)
    expect(await sha256(random)).toBe(digest(random))
    vi.stubGlobal('crypto', {})
    expect(await sha256(random)).toBe(digest(random))
    vi.unstubAllGlobals()
  }
})

it('no single changed, lost or added byte goes through', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: bytes.length - 1 }),
      fc.constantFrom('flip', 'drop', 'add', 'swap'),
      fc.integer({ min: 1, max: 255 }),
      async (at, how, by) => {
        const spoilt = [...bytes]
        if (how === 'flip') spoilt[at]! ^= by
        else if (how === 'drop') spoilt.splice(at, 1)
        else if (how === 'add') spoilt.splice(at, 0, by)
        else [spoilt[at], spoilt[(at + 1) % bytes.length]] = [spoilt[(at + 1) % bytes.length]!, spoilt[at]!]
        fc.pre(how !== 'swap' || digest(Uint8Array.from(spoilt)) !== digest(bytes))
        answering(() => new Response(Uint8Array.from(spoilt)))
        await expect(fetchedBytes(address, 'the network', expected)).rejects.toThrow('could not be loaded')
      },
    ),
    { numRuns: 300 },
  )
})
