import { expect, it } from 'vitest'
import { figureKinds } from '../../../src/figures/declarations.ts'
import { requestsWritten } from '../../../src/figures/figureRequests.ts'
import { surroundings } from '../surroundings.ts'

const ask = (props: Record<string, unknown>) =>
  requestsWritten('Exercise', figureKinds.Exercise!.kind, props, surroundings({ article: 'circles' }))

it('Exercise asks for what its article’s exercises.ts computes', () => {
  expect(ask({ id: 'ex-turn', title: 'Turn' })).toEqual({
    exercise: { kind: 'exercise', model: 'lumen', article: 'circles', id: 'turn' },
  })
})

const ID = 'write ex- and the name of the exercise, as in id="ex-turn"'
it.each([
  [{ title: 'Turn' }, `invalid id of <Exercise>: nothing (${ID})`],
  [{ id: 'turn', title: 'Turn' }, `invalid id of <Exercise>: "turn" (${ID})`],
  [{ id: 'ex-turn' }, 'invalid title of <Exercise>: nothing (write text, as in title="…")'],
  [
    { id: 'ex-turn', title: 'Turn', unit: 1 },
    'unknown prop of <Exercise>: unit (allowed: id, layout, model, seed, title, figure)',
  ],
])('<Exercise %j /> is refused', (props, message) => {
  expect(() => ask(props)).toThrow(message)
})
