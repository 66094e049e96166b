/** A figure of each kind, and what a reader does in it that makes it compute. */
import type { Page } from 'playwright-core'

export interface Touch {
  /** The kind's folder. */
  kind: string
  /** An article of ours that holds it. */
  article: string
  id: string
  /** The control, below the figure. */
  control: string
  /** What a field is set to, or another choice of a list; a control without is pressed. */
  value?: string | { other: true }
}

const other = { other: true } as const

export const TOUCHES: readonly Touch[] = [
  { kind: 'activations', article: 'gallery', id: 'fig-maps', control: '#fig-maps_layer', value: 'conv3' },
  { kind: 'attentionMaps', article: 'gallery', id: 'fig-heads', control: '[data-choice="ladybug-1"]' },
  { kind: 'attribution', article: 'gallery', id: 'fig-why', control: '#fig-why_index', value: other },
  { kind: 'circuitDiagram', article: 'gallery', id: 'fig-circuit', control: '#fig-circuit_top', value: '3' },
  { kind: 'claim', article: 'guide', id: 'claim-upward-curve', control: 'button' },
  { kind: 'convAnatomy', article: 'cnn-circuits', id: 'fig-anatomy', control: '#fig-anatomy_angle', value: '45' },
  { kind: 'equivariance', article: 'gallery', id: 'fig-turning', control: '#fig-turning_family', value: other },
  { kind: 'examples', article: 'gallery', id: 'fig-examples', control: '[data-example]:not([aria-pressed=true])' },
  { kind: 'exercise', article: 'guide', id: 'ex-silence', control: 'button' },
  { kind: 'facets', article: 'gallery', id: 'fig-facets', control: '[data-example]' },
  { kind: 'factors', article: 'gallery', id: 'fig-factors', control: '#fig-factors_unit', value: '11' },
  { kind: 'featureVis', article: 'gallery', id: 'fig-run', control: '.buttons .main' },
  { kind: 'filters', article: 'gallery', id: 'fig-deeper', control: '#fig-deeper_layer', value: other },
  { kind: 'handBuilt', article: 'gallery', id: 'fig-built', control: '#fig-built_angle', value: '100' },
  { kind: 'invariance', article: 'gallery', id: 'fig-union', control: '#fig-union_size', value: '17' },
  { kind: 'kernel', article: 'gallery', id: 'fig-expanded', control: '#fig-expanded_relu', value: 'half' },
  { kind: 'perturbation', article: 'gallery', id: 'fig-remove', control: '[data-choice="ladybug-1"]' },
  { kind: 'relevance', article: 'gallery', id: 'fig-two', control: '#fig-two_index', value: other },
  { kind: 'surgery', article: 'gallery', id: 'fig-cut', control: '[id="fig-cut_factor-0"]', value: '0.5' },
  { kind: 'tuning', article: 'gallery', id: 'fig-tuning', control: '#fig-tuning_curvature', value: '0.03' },
  { kind: 'weightMatrix', article: 'gallery', id: 'fig-bands', control: '#fig-bands_upper', value: other },
]

/**
 * The smallest page that holds it: a figure has one of its own, what stands among the text has not.
 * @param shared the gallery for what is there, which a test of all kinds loads once
 */
export const pageOf = ({ article, id }: Touch, shared = false): string =>
  id.startsWith('fig-') && !(shared && article === 'gallery') ? `${article}/embed/${id}/` : `${article}/`

/** Does it at once, as far as a page can tell that a reader does. */
export const touch = (page: Page, { id, control, value }: Touch): Promise<void> =>
  page.evaluate(
    ([id, control, value]) => {
      const found = document.getElementById(id)?.querySelector<HTMLElement>(control)
      if (!found) throw new Error(`no ${control} in ${id}`)
      found.dispatchEvent(new Event('pointerover', { bubbles: true }))
      if (value === undefined) return found.click()
      const field = found as HTMLInputElement | HTMLSelectElement
      if (typeof value === 'string') field.value = value
      else field.value = [...(field as HTMLSelectElement).options].find((option) => !option.selected)!.value
      for (const name of ['input', 'change']) field.dispatchEvent(new Event(name, { bubbles: true }))
    },
    [id, control, value] as const,
  )

/** What its field holds; what is pressed, whether it can be. */
export const fieldOf = (page: Page, { id, control, value }: Touch): Promise<string> =>
  page.evaluate(
    ([id, control, pressed]) => {
      const found = document.getElementById(id)!.querySelector<HTMLInputElement | HTMLButtonElement>(control)!
      return pressed ? `disabled: ${found.disabled}` : found.value
    },
    [id, control, value === undefined] as const,
  )
