/** A question about a network whose answer is computed. */
import type { ExerciseData, ExerciseRequest } from '../../artifacts/exercise/artifact.ts'
import { figureKind, type Shown } from '../../vocabulary/figureKind.ts'
import { parsedText, text } from '../../vocabulary/props/text.ts'

export default figureKind({
  says: 'A question to the reader, whose answer the article’s `exercises.ts` computes.',
  example: '<Exercise id="ex-turn" title="A copy, turned">…</Exercise>',
  keeps: 'answer',
  props: {
    name: parsedText(
      { meaning: '`ex-` and the name of the exercise in `exercises.ts`.', written: 'id' },
      {
        allowed: 'ex- and the name of the exercise',
        example: 'ex-turn',
        parse: (id) => /^ex-(.+)$/.exec(id)?.[1],
        examples: () => ['turn'],
      },
    ),
    title: text({ meaning: 'A few words; the list at the article’s end shows them.' }),
    figure: text({
      meaning: 'The id of the figure that has to be brought into a state; none where there is another question.',
      fallback: '',
      example: 'fig-…',
    }),
  },
  requests({ name }, { article, network }) {
    const request: ExerciseRequest = { kind: 'exercise', model: network.id, article, id: name }
    return { exercise: request }
  },
  view: (made: { exercise: Shown<ExerciseData> }) => made.exercise.data,
})
