import type { Choice } from './chosenImage.ts'

/**
 * `choicePixels(choices, size)(name)` → a picture that a reader can choose, as the network takes it: RGB in [0, 1],
 * `(size, size, 3)`; loaded once, a failure is forgotten.
 * @throws UnreadableImage where it cannot be loaded
 */
export function choicePixels(choices: readonly Choice[], size: number): (name: string) => Promise<Float32Array> {
  const loaded = new Map<string, Promise<Float32Array>>()
  const load = async (name: string) => {
    const choice = choices.find((each) => each.name === name)
    if (!choice) throw new Error(`there is no picture ${name} here`)
    const { loadPixels } = await import('./loadPixels.ts')
    return (await loadPixels(choice, size)).values
  }
  return (name) => {
    const pixels = loaded.get(name) ?? load(name)
    pixels.catch(() => loaded.delete(name))
    loaded.set(name, pixels)
    return pixels
  }
}
