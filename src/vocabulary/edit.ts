/**
 * Edits of a network as plain data, and the part of them that an author or an address writes as text:
 * `conv4/39*0` removes a unit, `conv3/5>conv4/39*0.5` halves a connection.
 */

/** Multiplies a unit's value, or what a lower unit contributes to it, by a number. */
export interface Scaling {
  /** As in `conv4/39`. */
  unit: string
  /** A unit of the layer below, as in `conv3/5`: only that connection is scaled. Absent for the whole unit. */
  from?: string
  /** From 0 for a whole unit, of either sign for a connection; 0 removes. */
  by: number
}

/** Puts other weights in the place of a unit's own, or of one connection's. */
export interface Replacement {
  unit: string
  from?: string
  /** `(kh, kw, C / groups)` row by row for a whole unit, `(kh, kw)` for a connection. */
  kernel: readonly number[]
  /** The bias that a whole unit gets; its own where absent. */
  bias?: number
}

export type Edit = Scaling | Replacement

/** No edit makes anything stronger than this. */
export const STRONGEST = 8

const PATTERN = /^(?:([\w.-]+\/\d+)>)?([\w.-]+\/\d+)\*(-?(?:\d+(?:\.\d+)?|\.\d+)(?:e-\d+)?)$/

/**
 * Reads edits that are separated by spaces.
 * @throws Error with the edit and what was allowed
 */
export function parseEdits(text: string): Scaling[] {
  return text
    .split(/\s+/)
    .filter((each) => each)
    .map((each) => {
      const [, from, unit, factor] = PATTERN.exec(each) ?? []
      if (unit === undefined)
        throw new Error(
          `invalid edit: ${each} (write a unit and a factor, as in conv4/39*0, or a connection and a factor, as in conv3/5>conv4/39*0.5)`,
        )
      const by = Number(factor)
      const least = from === undefined ? 0 : -STRONGEST
      if (!(by >= least && by <= STRONGEST))
        throw new Error(
          `invalid edit: ${each} (the factor of a ${from === undefined ? 'unit' : 'connection'} lies from ${least} to ${STRONGEST})`,
        )
      return { unit, ...(from !== undefined && { from }), by }
    })
}

/** As `parseEdits` reads it. */
export const formatEdits = (edits: readonly Scaling[]): string =>
  edits.map(({ unit, from, by }) => `${from ? `${from}>` : ''}${unit}*${by}`).join(' ')
