/** What a figure asks of the precompute step. */
import type { AnyRequest, Asking, AnyFigureKind } from '../vocabulary/figureKind.ts'
import { text } from '../vocabulary/props/text.ts'
import { seed } from '../vocabulary/props/number.ts'
import { resolveProps } from '../vocabulary/props/resolveProps.ts'
import type { Props } from '../vocabulary/props/prop.ts'

/** Props that every figure takes beside its own. */
const COMMON: Props = {
  model: text({
    meaning: 'The network, by its folder in `public/models`; the site’s default one when absent.',
    fallback: ({ network }) => network.id,
  }),
  seed: seed({ meaning: 'Of what is drawn at random: feature visualizations, stimuli.' }),
}

/** The kind with the props that every figure takes. */
export const withModel = (kind: AnyFigureKind): AnyFigureKind => ({ ...kind, props: { ...COMMON, ...kind.props } })

/**
 * The requests of a figure whose props are resolved, by name.
 * @throws Error where props that are right one by one do not go together
 */
export function figureRequests(
  kind: AnyFigureKind,
  values: Readonly<Record<string, unknown>>,
  at: Asking,
): Record<string, AnyRequest> {
  const clash = kind.clash?.(values as never, at)
  if (clash) throw new Error(clash)
  const asked = Object.entries(kind.requests(values as never, at))
  return Object.fromEntries(asked.filter((each): each is [string, AnyRequest] => each[1] !== null))
}

/**
 * The same of a figure as it is written.
 * @throws Error with the offending prop and what was allowed
 */
export const requestsWritten = (
  element: string,
  kind: AnyFigureKind,
  written: Readonly<Record<string, unknown>>,
  at: Asking,
): Record<string, AnyRequest> => figureRequests(kind, resolveProps({ element, ...withModel(kind) }, written, at), at)
