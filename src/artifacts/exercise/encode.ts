/** A question that cannot be got wrong is no artifact. */
import { holds } from '../../model/claim.ts'
import { rightChoice, strayed } from '../../vocabulary/judging.ts'
import { significant } from '../../vocabulary/digits.ts'
import type { Encode } from '../encode.ts'
import { exerciseData, type default as exercise, type ExerciseData } from './artifact.ts'

/** The largest share of all possible answers that may count as right. */
const LARGEST_SHARE = 0.25

export const encode: Encode<typeof exercise, ExerciseData> = async ({ article, id }, answer) => {
  const fault = faultOf(answer)
  if (fault) throw new Error(`exercise ${id} of content/${article}/exercises.ts ${fault}`)
  // In the order of the schema, whatever the order in the article's file.
  return { files: { data: exerciseData.parse(rounded(answer)) } }
}

/** Why a student could not learn from it, in words that follow its name. */
function faultOf(json: ExerciseData): string | undefined {
  switch (json.asks) {
    case 'number': {
      const { answer, tolerance, range, period } = json
      const [low, high] = range
      if (!(answer >= low && answer <= high))
        return `has the answer ${short(answer)}, outside of its range of ${low} to ${high}`
      const share = (2 * tolerance) / (period ?? high - low)
      if (share > LARGEST_SHARE)
        return `accepts ${Math.round(100 * share)} % of all answers (at most ${100 * LARGEST_SHARE} %). Lower its tolerance of ${tolerance}, or widen its range.`
      return undefined
    }
    case 'choice': {
      const { choices, values, right, margin } = json
      if (values.length !== choices.length) return `measures ${values.length} numbers for ${choices.length} choices`
      const bad = values.findIndex((value) => !Number.isFinite(value))
      if (bad >= 0) return `measures ${values[bad]} for ${choices[bad]}, which is no number`
      const best = rightChoice(values, right)
      const next = rightChoice(
        values.map((value, i) => (i === best ? (right === 'largest' ? -Infinity : Infinity) : value)),
        right,
      )
      const ahead = Math.abs(values[best] - values[next])
      if (ahead < margin)
        return `has no clear answer: ${choices[best]} (${short(values[best])}) is ${short(ahead)} from ${choices[next]} (${short(values[next])}), and its margin is ${margin}`
      return undefined
    }
    case 'state': {
      const { before, after, atLeast, atMost, start, solution } = json
      const changed = strayed(json, { ...start, ...solution })
      if (changed.length > 0) return `keeps ${changed.join(', ')}, which its solution changes`
      const bound = atLeast === undefined ? { atMost: atMost! } : { atLeast }
      const says = atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`
      const bad = [before, after].find((value) => !Number.isFinite(value))
      if (bad !== undefined) return `measures ${bad}, which is no number`
      if (holds(bound, before))
        return `is solved before anything is changed: it measures ${short(before)} at its start and asks for ${says}`
      if (!holds(bound, after))
        return `is not solved by its solution: it measures ${short(after)} there and asks for ${says}`
      return undefined
    }
  }
}

function rounded(json: ExerciseData): ExerciseData {
  switch (json.asks) {
    case 'number':
      return { ...json, answer: short(json.answer) }
    case 'choice':
      return { ...json, values: json.values.map(short) }
    case 'state':
      return { ...json, before: short(json.before), after: short(json.after) }
  }
}

/** Six digits, so that the last bit of a processor does not show. */
const short = (value: number): number => significant(value, 6)
