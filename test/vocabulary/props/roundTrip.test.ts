import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { figureKinds } from '../../../src/figures/declarations.ts'
import { withModel } from '../../../src/figures/figureRequests.ts'
import type { Props, Surroundings } from '../../../src/vocabulary/props/prop.ts'
import { readerProps, resolveState, tableAt, textsOf } from '../../../src/vocabulary/props/readState.ts'
import { surroundings } from '../../figures/surroundings.ts'

const PICTURES = ['orange-1', 'bus-2', 'made/a b.png']

/**
 * Values of every prop, each one of its examples, in the order in which they depend on one another.
 * @param author what a reader cannot change
 */
function valuesOf(
  element: string,
  at: Surroundings,
  author: Readonly<Record<string, unknown>> = {},
): fc.Arbitrary<Record<string, unknown>> {
  const kind = withModel(figureKinds[element].kind)
  return fc.infiniteStream(fc.nat(999)).map((choices) => {
    const values: Record<string, unknown> = {}
    const pick = (table: typeof kind.props) => {
      for (const [name, prop] of Object.entries(table as Props)) {
        const examples = !prop.reader && name in author ? [author[name]] : prop.examples(at, values)
        values[name] = examples[choices.next().value! % examples.length]
      }
    }
    pick(kind.props)
    if (kind.more) pick(kind.more(values as never, at))
    return values
  })
}

describe.each(Object.keys(figureKinds))('the state of %s', (element) => {
  const at: Surroundings = { ...surroundings(), pictures: PICTURES }
  const kind = withModel(figureKinds[element].kind)
  const author = fc.sample(valuesOf(element, at), { numRuns: 1, seed: 1 })[0]

  it('comes back from its texts: parse(format(state)) = state', () => {
    fc.assert(
      fc.property(valuesOf(element, at, author), (wanted) => {
        const table = tableAt(kind, wanted, at)
        const texts = textsOf(table, wanted, {})
        const asked = new Map(Object.entries(texts).map(([name, text]) => [name, text!]))
        const { state, refused } = resolveState(kind, asked, author, at)
        expect(refused).toEqual([])
        for (const name of Object.keys(readerProps(table))) expect(state[name]).toEqual(wanted[name])
      }),
      { numRuns: 60, seed: 7 },
    )
  })

  it('stays the author’s whatever an address says that is not allowed', () => {
    const names = [...Object.keys(tableAt(kind, author, at)), 'constructor', '__proto__', 'toString', 'nothing']
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'constructor',
        '__proto__',
        'NaN',
        'Infinity',
        '1e999',
        '-1',
        '١٢',
        ' ',
        '0x10',
        'toString',
        '../..',
        '%00',
      ),
    )
    fc.assert(
      fc.property(fc.constantFrom(...names), text, (name, said) => {
        const { state, refused } = resolveState(kind, new Map([[name, said]]), author, at)
        const table = tableAt(kind, state, at)
        // What is there is what the prop itself allows.
        for (const [each, prop] of Object.entries(readerProps(table)))
          expect(prop.accept(state[each], at, state)).toEqual(state[each])
        if (refused.length > 0) expect(refused[0].allowed).not.toBe('')
      }),
      { numRuns: 200, seed: 11 },
    )
  })
})
