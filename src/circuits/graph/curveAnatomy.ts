/** The anatomy of a unit on a curve: what ConvAnatomy shows, precomputed and live. */
import { anatomy, type Anatomy, type AnatomyOptions } from './anatomy.ts'
import { receptiveField } from '../../model/geometry.ts'
import type { Model } from '../../model/model.ts'
import { parseUnit, unitPosition } from '../../model/unit.ts'
import { draw } from '../../stimuli/index.ts'
import curve from '../../stimuli/families/curve.ts'

export interface CurveStimulus {
  /** Degrees, counter-clockwise, of the curve's outward normal. */
  angle: number
  /** 1 / radius, per pixel; 0 for a straight line. */
  curvature: number
  /** Pixels, x to the right and y down, from the centre of the unit's receptive field. */
  x: number
  y: number
}

export interface CurveAnatomy extends Anatomy {
  /** The picture shown to the network: RGB in [0, 1], row by row. */
  image: { height: number; width: number; values: Float32Array }
}

/** Pixels; the paint is the family's black on white, which excites more of lumen's conv4 than grey does. */
const WIDTH = 3

/** @param reference as in `conv4/17@8,8` */
export async function curveAnatomy(
  model: Model,
  reference: string,
  { angle, curvature, x, y }: CurveStimulus,
  options: AnatomyOptions = {},
): Promise<CurveAnatomy> {
  const unit = parseUnit(reference, model.table)
  const { stride, offset } = receptiveField(model.table, unit.layer)
  const [row, column] = unitPosition(unit, model.table)
  const { height, width } = model.table.input
  const explain = anatomy(model, reference, options)
  const image = draw(
    curve,
    [
      {
        width: WIDTH,
        angle,
        curvature,
        x: offset[1] + stride[1] * column + x,
        y: offset[0] + stride[0] * row + y,
      },
    ],
    { height, width },
  )
  try {
    const values = await image.data<'float32'>()
    return { ...(await explain(image)), image: { height, width, values } }
  } finally {
    image.dispose()
  }
}
