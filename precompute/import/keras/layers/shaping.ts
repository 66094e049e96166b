/** Layers that move numbers without changing them, and those that act in training alone. */
import { countsOf, listOf, numberOf } from '../../reading/json.ts'
import { refusal, shown } from '../../reading/refusal.ts'
import { layoutOf, marginsOf, pairOf, type LayerClass, type LayerClasses } from '../layer.ts'

const identity: LayerClass = { emit: ({ graph, name }, [x]) => graph.node('identity', name, [x!], {}) }

/** Around all four axes of a layout, batch and channels without: befores, then afters. */
function around(layout: 'NCHW' | 'NHWC', [top, bottom, left, right]: readonly [number, number, number, number]) {
  return layout === 'NCHW' ? [0, 0, top, left, 0, 0, bottom, right] : [0, top, left, 0, 0, bottom, right, 0]
}

/** Keras calls the two ways of resizing so. */
function modeOf(interpolation: unknown, name: string): 'nearest' | 'linear' | undefined {
  if (interpolation === undefined || interpolation === 'nearest') return 'nearest'
  if (interpolation === 'bilinear') return 'linear'
  if (typeof interpolation === 'string') return undefined
  throw refusal(`interpolation of layer ${shown(name)} is ${shown(interpolation)} (allowed: nearest, bilinear)`)
}

const HALF_PIXEL = { coordinates: 'half_pixel', nearest: 'round_prefer_floor' } as const

export const shaping: LayerClasses = {
  Flatten: {
    emit({ graph, name, config }, [x]) {
      // Keras flattens height × width × channels whatever the layout.
      const turned =
        layoutOf(config) === 'NCHW'
          ? graph.node('transpose', `${name}/turned`, [x!], { permutation: [0, 2, 3, 1] })
          : x!
      return graph.node('flatten', name, [turned], { axis: 1 })
    },
  },
  Reshape: {
    emit({ graph, name, config }, [x]) {
      const target = listOf(config.target_shape, `target_shape of ${name}`).map((each) => numberOf(each, name))
      const shape = graph.whole(`${name}/shape`, [0, ...target])
      return graph.node('reshape', name, [x!, shape], { zeroIsZero: false })
    },
  },
  Permute: {
    emit: ({ graph, name, config }, [x]) =>
      graph.node('transpose', name, [x!], { permutation: [0, ...countsOf(config.dims, `dims of ${name}`)] }),
  },
  ZeroPadding2D: {
    emit({ graph, name, config }, [x]) {
      const margins = marginsOf(config.padding ?? 1, `padding of ${name}`)
      return graph.node('pad', name, [x!, graph.whole(`${name}/margins`, around(layoutOf(config), margins))], {
        mode: 'constant',
      })
    },
  },
  Cropping2D: {
    emit({ graph, name, config }, [x]) {
      const [top, bottom, left, right] = marginsOf(config.cropping ?? 0, `cropping of ${name}`)
      const end = (cut: number) => (cut ? -cut : Number.MAX_SAFE_INTEGER)
      const axes = layoutOf(config) === 'NCHW' ? [2, 3] : [1, 2]
      const inputs = [
        graph.whole(`${name}/starts`, [top, left]),
        graph.whole(`${name}/ends`, [end(bottom), end(right)]),
        graph.whole(`${name}/axes`, axes),
      ]
      return graph.node('slice', name, [x!, ...inputs], {})
    },
  },
  UpSampling2D: {
    emit({ graph, name, config }, [x]) {
      const mode = modeOf(config.interpolation, name)
      if (!mode)
        return graph.node('unknown', name, [x!], { operation: `UpSampling2D by ${shown(config.interpolation)}` })
      const scale = pairOf(config.size ?? 2, `size of ${name}`)
      return graph.node('resize', name, [x!], { layout: layoutOf(config), scale, mode, ...HALF_PIXEL })
    },
  },
  Resizing: {
    emit({ graph, name, config }, [x]) {
      const mode = modeOf(config.interpolation ?? 'bilinear', name)
      const crops = config.crop_to_aspect_ratio === true || config.pad_to_aspect_ratio === true
      if (!mode || crops || config.antialias === true)
        return graph.node('unknown', name, [x!], { operation: 'Resizing that crops, pads or smooths' })
      const size = [numberOf(config.height, `height of ${name}`), numberOf(config.width, `width of ${name}`)] as const
      return graph.node('resize', name, [x!], { layout: layoutOf(config), size, mode, ...HALF_PIXEL })
    },
  },
  Dropout: identity,
  SpatialDropout2D: identity,
  AlphaDropout: identity,
  GaussianDropout: identity,
  GaussianNoise: identity,
  ActivityRegularization: identity,
  RandomFlip: identity,
  RandomRotation: identity,
  RandomZoom: identity,
  RandomTranslation: identity,
  RandomContrast: identity,
  RandomBrightness: identity,
  RandomCrop: { emit: ({ graph, name }, [x]) => graph.node('unknown', name, [x!], { operation: 'RandomCrop' }) },
}
