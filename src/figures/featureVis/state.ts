/** The figure's state as text: what an address may ask for. */
import { directionVector, formatDirection, parseDirection } from '../../vocabulary/direction.ts'
import type { Unit } from '../../vocabulary/unit.ts'
import type { Choice, RANGES } from './request.ts'
import type { LayerChoice } from './view.ts'

const OPTIONS = {
  parameterization: ['fourier', 'pixel'],
  transforms: ['none', 'shift', 'all'],
} as const

/** Values as an address says them: yes and no in place of true and false. */
export const stateOf = (choice: Choice): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(choice).map(([name, value]) => [
      name,
      typeof value === 'boolean' ? (value ? 'yes' : 'no') : (value as string | number),
    ]),
  )

/** Whether there is such a unit. */
export function isUnit(reference: string, layers: readonly LayerChoice[]): boolean {
  const [, name, channel] = /^([\w.-]+)\/(\d+)$/.exec(reference) ?? []
  const layer = layers.find((each) => each.name === name)
  return layer !== undefined && Number(channel) < layer.channels
}

function unitOf(reference: string, layers: readonly LayerChoice[]): Unit {
  const [, name, channel] = /^([\w.-]+)\/(\d+)$/.exec(reference) ?? []
  const layer = layers.find((each) => each.name === name)
  if (layer && Number(channel) < layer.channels) return { layer: layer.name, channel: Number(channel) }
  throw new Error(
    layer
      ? `unknown unit: ${reference} (${layer.name} has units 0 to ${layer.channels - 1})`
      : `unknown unit: ${reference} (layers: ${layers.map((each) => each.name).join(', ')})`,
  )
}

/**
 * The direction that a reader writes, and the unit whose layer it is in.
 * @throws Error with the offending word and what was allowed
 */
export function readDirection(text: string, layers: readonly LayerChoice[]): Pick<Choice, 'unit' | 'direction'> {
  const parts = parseDirection(text, (reference) => unitOf(reference, layers))
  return { unit: parts[0]!.unit, direction: formatDirection(parts) }
}

/** One number per channel of the direction's layer. */
export function vectorOf(direction: string, layers: readonly LayerChoice[]): number[] {
  const parts = parseDirection(direction, (reference) => unitOf(reference, layers))
  const { layer } = unitOf(parts[0]!.unit, layers)
  return directionVector(parts, layers.find(({ name }) => name === layer)!.channels)
}

/** The author's choices with what an address asks for; what makes no sense there is left as it was. */
export function stateFrom(
  asked: ReadonlyMap<string, string>,
  initial: Choice,
  ranges: typeof RANGES,
  layers: readonly LayerChoice[],
): Choice {
  const found: Choice = { ...initial }
  const unit = asked.get('unit')
  if (unit !== undefined && isUnit(unit, layers)) {
    found.unit = unit
    if (unit !== initial.unit) found.direction = ''
  }
  const direction = asked.get('direction')
  if (direction === '') found.direction = ''
  else if (direction !== undefined)
    try {
      Object.assign(found, readDirection(direction, layers))
    } catch {
      // An address that makes no sense leaves the direction as it was.
    }
  const towards = asked.get('towards')
  if (towards !== undefined && isUnit(towards, layers)) found.towards = towards
  if (found.towards.split('/')[0] !== found.unit.split('/')[0]) found.towards = ''
  for (const name of ['negative', 'decorrelate', 'bound'] as const) {
    const text = asked.get(name)
    if (text === 'yes' || text === 'no') found[name] = text === 'yes'
  }
  const parameterization = OPTIONS.parameterization.find((o) => o === asked.get('parameterization'))
  if (parameterization) found.parameterization = parameterization
  const transforms = OPTIONS.transforms.find((option) => option === asked.get('transforms'))
  if (transforms) found.transforms = transforms
  for (const name of Object.keys(ranges) as (keyof typeof ranges)[]) {
    const text = asked.get(name)
    const value = text === undefined || text.trim() === '' ? NaN : Number(text)
    const whole = ['steps', 'pictures', 'seed'].includes(name)
    const [low, high] = ranges[name]
    if (value >= low && value <= high && (!whole || Number.isInteger(value))) found[name] = value
  }
  return found
}
