/** Where lies what a figure computes with, below the base; each name states its content. */
export interface Addresses {
  /** The layer tables of the networks that the figure names, by id. */
  networks: Record<string, string>
  /** The list of the rendered scenes. */
  scenes: string
}

/** As the worker, which has another place, can ask for it. */
export const absolute = (address: string): string => new URL(address, location.href).href
