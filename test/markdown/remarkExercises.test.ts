import { expect, it } from 'vitest'
import { remarkExercises } from '../../src/article/markdown/remarkExercises.ts'
import { propsOf, runRemark } from './markdown.ts'

const exercise = (props: string, inside = '') =>
  `<Figure id="fig-a" angle={75} number={3} />\n\n<Exercise id="ex-turn" ${props}>\n\nTurn it.\n\n${inside}\n\n</Exercise>\n`

it('an exercise learns its article and what its figure shows; hints and solution get their places', () => {
  const { tree, frontMatter } = runRemark(
    exercise('title="Turn" figure="fig-a"', '<Hint>\n\nUp.\n\n</Hint>\n\n<Solution>\n\nDown.\n\n</Solution>'),
    remarkExercises(),
  )
  expect(propsOf(tree, 'Exercise')).toEqual([
    {
      id: 'ex-turn',
      title: 'Turn',
      figure: 'fig-a',
      article: 'a',
      shows: { props: { id: 'fig-a', angle: 75 }, number: 3 },
    },
  ])
  expect(propsOf(tree, 'Hint')).toEqual([{ slot: 'hints' }])
  expect(propsOf(tree, 'Solution')).toEqual([{ slot: 'solution' }])
  expect(frontMatter.exercises).toEqual([{ id: 'ex-turn', title: 'Turn' }])
})

it.each([
  [exercise(''), 'content/a/index.mdx:3:1: <Exercise> has no title\nWrite title="a few words".'],
  [
    exercise('title="Turn" figure="fig-b"'),
    'content/a/index.mdx:3:1: <Exercise> names a figure that is not there: fig-b\nDid you mean "fig-a"?',
  ],
  [
    'A <Hint>hint</Hint>.\n',
    'content/a/index.mdx:1:3: <Hint> outside of an exercise\nIt stands directly in an <Exercise>, on lines of its own.',
  ],
])('%s fails', (text, message) => {
  expect(() => runRemark(text, remarkExercises())).toThrow(message)
})
