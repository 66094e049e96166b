/**
 * Parameterizations: what is optimized in place of pixels. `initial()` gives the parameters, one
 * tensor; `image(parameters)` the picture they stand for, `(B, H, W, 3)` in [0, 1].
 *
 * Letters: B images, H rows, W columns; both sides of a Fourier image are S.
 */
import * as tf from '@tensorflow/tfjs-core'
import type { Rng } from '../vocabulary/rng.ts'
import { decorrelation } from './color.ts'
import { fixedMatrix } from './matrixProduct.ts'

export interface Parameterization {
  name: string
  initial(): tf.Tensor
  image(parameters: tf.Tensor): tf.Tensor4D
  dispose(): void
}

export interface ParameterizationOptions {
  /** Side of the square picture in pixels. */
  size: number
  /** One stream for each picture, so that none depends on its batch. */
  rngs: readonly Rng[]
  /** Standard deviation of the initial parameters. */
  deviation?: number
  /** Mix three decorrelated channels into RGB. */
  decorrelate?: boolean
  /** The largest root mean square of the picture before squashing; keeps it from saturating. */
  bound?: number
}

/** The pixels themselves, before squashing. */
export function pixel(options: ParameterizationOptions): Parameterization {
  const { size, rngs, deviation = 0.01 } = options
  const finish = colour(options)
  return {
    name: `pixel ${size}×${size}${finish.name}`,
    initial: () => normals(rngs, size * size * 3, deviation, [rngs.length, size, size, 3]),
    image: (parameters: tf.Tensor): tf.Tensor4D => finish.apply(parameters as tf.Tensor4D),
    dispose: finish.dispose,
  }
}

/**
 * Coefficients of a real Fourier basis, each scaled by 1 / f^`decay`, with f its frequency in cycles per
 * pixel and no less than 1/S: the optimizer then sees about the spectrum of natural images (Olah et al.
 * 2017, "Preconditioning and Parameterization"). The basis is separable, so the inverse transform is
 * two products with a fixed S × S matrix, which every backend differentiates.
 */
export function fourier(options: ParameterizationOptions & { decay?: number }): Parameterization {
  const { size, rngs, deviation = 0.01, decay = 1 } = options
  const batch = rngs.length
  const finish = colour(options)
  const { basis, frequencies } = realFourierBasis(size)
  const synthesis = fixedMatrix(basis, size, size)
  const scales = new Float32Array(size * size)
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++)
      scales[y * size + x] = 1 / Math.max(Math.hypot(frequencies[y], frequencies[x]), 1 / size) ** decay
  const spectrum = tf.keep(tf.tensor(scales, [1, size, size]))
  const along = (x: tf.Tensor): tf.Tensor3D => tf.reshape(synthesis.apply(tf.reshape(x, [-1, size])), [-1, size, size])
  return {
    name: `Fourier ${size}×${size}, 1/f^${decay}${finish.name}`,
    initial: () => normals(rngs, 3 * size * size, deviation, [batch * 3, size, size]),
    image(parameters) {
      const columns = tf.transpose(along(tf.mul(parameters, spectrum)), [0, 2, 1])
      const planes = tf.reshape(along(columns), [batch, 3, size, size])
      return finish.apply(tf.transpose(planes as tf.Tensor4D, [0, 3, 2, 1]))
    },
    dispose() {
      spectrum.dispose()
      synthesis.dispose()
      finish.dispose()
    },
  }
}

/**
 * The orthonormal real Fourier basis of S points: row k is one cosine or sine, `(S, S)` row-major, with
 * its frequency in cycles per point.
 */
export function realFourierBasis(size: number): { basis: Float32Array; frequencies: number[] } {
  const basis = new Float32Array(size * size)
  const frequencies: number[] = []
  for (let row = 0; row < size; row++) {
    const k = Math.ceil(row / 2)
    frequencies.push(k / size)
    const alone = k === 0 || 2 * k === size
    const amplitude = Math.sqrt((alone ? 1 : 2) / size)
    const wave = row % 2 === 1 ? Math.cos : Math.sin
    for (let i = 0; i < size; i++)
      basis[row * size + i] = amplitude * (row === 0 ? 1 : wave((2 * Math.PI * ((k * i) % size)) / size))
  }
  return { basis, frequencies }
}

/** Colour, bound and squashing: `(B, H, W, 3)` of any values → [0, 1]. */
function colour({ decorrelate = true, bound }: ParameterizationOptions) {
  const mix = decorrelate ? decorrelation() : undefined
  return {
    name: `${decorrelate ? ', decorrelated colour' : ''}${bound ? `, RMS ≤ ${bound}` : ''}`,
    apply(raw: tf.Tensor4D): tf.Tensor4D {
      let z = mix ? (tf.reshape(mix.apply(tf.reshape(raw, [-1, 3])), raw.shape) as tf.Tensor4D) : raw
      if (bound !== undefined) {
        const power = tf.mean(tf.square(z), [1, 2, 3], true)
        const rms = tf.sqrt(tf.add(power, 1e-12))
        z = tf.mul(z, tf.minimum(tf.div(bound, rms), 1))
      }
      // (1 + tanh z) / 2
      return tf.sigmoid(tf.mul(2, z))
    },
    dispose: () => mix?.dispose(),
  }
}

function normals(rngs: readonly Rng[], each: number, deviation: number, shape: number[]): tf.Tensor {
  const values = new Float32Array(rngs.length * each)
  rngs.forEach((rng, b) => values.set(rng.normals(each), b * each))
  return tf.mul(tf.tensor(values, shape), deviation)
}
