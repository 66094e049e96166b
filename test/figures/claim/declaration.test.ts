import { expect, it } from 'vitest'
import { figureKinds } from '../../../src/figures/declarations.ts'
import { requestsWritten } from '../../../src/figures/figureRequests.ts'
import { surroundings } from '../surroundings.ts'

const ask = (props: Record<string, unknown>) =>
  requestsWritten('Claim', figureKinds.Claim!.kind, props, surroundings({ article: 'circles' }))

it('Claim asks for what its article’s claims.ts measures', () => {
  expect(ask({ id: 'claim-turn', format: '.1f' })).toEqual({
    claim: { kind: 'claim', model: 'lumen', article: 'circles', id: 'turn' },
  })
})

const ID = 'write claim- and the name of the claim, as in id="claim-turn"'
it.each([
  [{}, `invalid id of <Claim>: nothing (${ID})`],
  [{ id: 'turn' }, `invalid id of <Claim>: "turn" (${ID})`],
  [{ id: 'claim-' }, `invalid id of <Claim>: "claim-" (${ID})`],
  [{ id: 'claim-turn', unit: 1 }, 'unknown prop of <Claim>: unit (allowed: id, layout, model, seed, format)'],
])('<Claim %j /> is refused', (props, message) => {
  expect(() => ask(props)).toThrow(message)
})
