/** What a reader can change, and what an address may ask for. */
import type { LayerFamily } from '../../circuits/kernels/familyMatrix.ts'

/** What is shown of a kernel; a reader chooses between the last two beside the first. */
export type Show = 'weights' | 'template' | 'residual'
export const LABELS: Record<Show, string> = {
  weights: 'the weights',
  template: 'one pattern, turned',
  residual: 'the rest',
}
export type Beside = Exclude<Show, 'weights'>
export const BESIDE: readonly Beside[] = ['template', 'residual']

export type WeightMatrixState = {
  /** Families by name, as in `curves conv4/39`. */
  upper: string
  lower: string
  show: Beside
  order: 'angle' | 'channel'
  /** The channels of the pair that is looked at. */
  to: number
  from: number
}

/** A family that can be chosen. */
export interface FamilyChoice extends LayerFamily {
  /** As in `curves conv4/39`. */
  name: string
  /** The layer whose units feed it. */
  below?: string
}

/** The choices that feed a family. */
export const feeding = (choices: readonly FamilyChoice[], upper: string): FamilyChoice[] => {
  const below = choices.find(({ name }) => name === upper)?.below
  return choices.filter(({ layer }) => layer === below)
}

/** The state with other families; the lower one is exchanged where it does not feed the upper one. */
export function withFamilies(
  state: WeightMatrixState,
  choices: readonly FamilyChoice[],
  asked: { upper?: string | undefined; lower?: string | undefined },
): WeightMatrixState {
  const upper = choices.find(({ name, below }) => name === asked.upper && choices.some(({ layer }) => layer === below))
  const next = { ...state, upper: upper?.name ?? state.upper }
  const allowed = feeding(choices, next.upper)
  const lower =
    allowed.find(({ name }) => name === asked.lower) ??
    allowed.find(({ name }) => name === state.lower) ??
    [...allowed].sort((a, b) => b.members.length - a.members.length)[0]!
  next.lower = lower.name
  const members = choices.find(({ name }) => name === next.upper)!.members
  if (!members.some(({ channel }) => channel === next.to)) next.to = members[0]!.channel
  if (!lower.members.some(({ channel }) => channel === next.from)) next.from = lower.members[0]!.channel
  return next
}

/** The author's state with what an address asks for; what makes no sense there is left as it was. */
export function stateFrom(
  asked: ReadonlyMap<string, string>,
  initial: WeightMatrixState,
  choices: readonly FamilyChoice[],
): WeightMatrixState {
  const state = withFamilies(initial, choices, {
    upper: asked.get('upper'),
    lower: asked.get('lower'),
  })
  const show = BESIDE.find((name) => name === asked.get('show'))
  if (show) state.show = show
  const order = asked.get('order')
  if (order === 'angle' || order === 'channel') state.order = order
  for (const [name, family] of [
    ['to', state.upper],
    ['from', state.lower],
  ] as const) {
    const channel = Number(asked.get(name) ?? NaN)
    const { members } = choices.find((choice) => choice.name === family)!
    if (members.some((member) => member.channel === channel)) state[name] = channel
  }
  return state
}
