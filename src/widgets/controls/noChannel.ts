/** Why a text is no channel of a layer, in words that follow `write`; undefined where it is one. */
export const noChannel = (text: string, channels: number): string | undefined =>
  /^\d+$/.test(text.trim()) && Number(text) < channels ? undefined : `a whole number from 0 to ${channels - 1}`
