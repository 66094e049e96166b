/**
 * Probabilities as levels of 8 bits, by their square root: small ones, of which attention has many, keep more digits. A
 * probability p comes back within √p / 255 + 1 / 510².
 */
const MOST = 255

export const levelOfProbability = (probability: number): number =>
  Math.round(MOST * Math.sqrt(Math.min(1, Math.max(0, probability))))

export const probabilityOfLevel = (level: number): number => (level / MOST) ** 2
