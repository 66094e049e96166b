import { prop, type Prop, type PropOptions } from './prop.ts'

/** A class of the network, by its name or its index; kept as the index, since names may repeat. */
export const classIndex = <const R extends boolean = false>(options: PropOptions<number, R>): Prop<number, R> =>
  prop<number, R>(options, {
    accept(value, { network: { classes } }) {
      const index = typeof value === 'number' ? value : classes.indexOf(String(value))
      return Number.isInteger(index) && index >= 0 && index < classes.length ? index : undefined
    },
    allowed: (name, { network: { id, classes } }) =>
      classes.length === 0
        ? `no class, since ${id} has none`
        : `a class of ${id}, as in ${name}="${classes[0]}", or a number from 0 to ${classes.length - 1}`,
    read: (text) => (/^\d+$/.test(text) ? Number(text) : text),
    format: String,
    examples: ({ network: { classes } }) => (classes.length > 0 ? [0, classes.length - 1] : []),
  })
