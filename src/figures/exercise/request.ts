/** `<Exercise id="ex-turn" title="…">`: what was computed for the exercise `turn` of the article's `exercises.ts`. */
import type { ExerciseRequest } from '../../artifacts/exercise/artifact.ts'
import type { Request } from '../../artifacts/request.ts'
import type { LayerTable } from '../../vocabulary/layerTable.ts'
import { checkNames, textProp, type Props } from '../props.ts'

const KIND = 'Exercise'
const PREFIX = 'ex-'

export interface ExerciseProps {
  /** As in `exercises.ts`, without the prefix. */
  name: string
  title: string
  /** Id of the figure that it is done in; empty where it needs none. */
  figure: string
  model: string
}

/** @throws Error with the offending prop and what was allowed */
export function exerciseProps(props: Props): ExerciseProps {
  checkNames(KIND, props, ['title', 'figure', 'model'])
  const id = textProp(KIND, props, 'id')
  if (!id.startsWith(PREFIX) || id === PREFIX)
    throw new Error(`invalid id of <${KIND}>: "${id}" (write ex- and the name of the exercise, as in id="ex-turn")`)
  return {
    name: id.slice(PREFIX.length),
    title: textProp(KIND, props, 'title'),
    figure: props.figure === undefined ? '' : textProp(KIND, props, 'figure'),
    model: textProp(KIND, props, 'model', 'lumen'),
  }
}

export const exerciseOf = ({ name, model }: ExerciseProps, article: string): ExerciseRequest => ({
  kind: 'exercise',
  model,
  article,
  id: name,
})

export function exerciseRequests(written: Props, tableOf: (model: string) => LayerTable, article?: string): Request[] {
  const props = exerciseProps(written)
  if (article === undefined) throw new Error(`<${KIND}> stands in an article, whose exercises.ts knows the answer`)
  tableOf(props.model)
  return [exerciseOf(props, article)]
}
