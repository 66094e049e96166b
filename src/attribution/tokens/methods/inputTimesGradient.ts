import { classScore } from '../../classScore.ts'
import { slopesOf } from '../../method.ts'
import type { TokenMethod } from '../tokenMethod.ts'

/** Input × gradient (Shrikumar et al. 2016, arXiv 1605.01713), each patch's pixels added up. */
export default {
  title: 'Input × gradient',
  order: 7,
  ofClass: true,
  signed: true,
  empty: 'no pixel adds to {class} or takes from it',
  says: 'what each patch’s pixels would add, were the network linear',
  source: 'Shrikumar et al. 2016, arXiv 1605.01713',
  async map({ model, structure, image, index }) {
    const { values: slopes } = (await slopesOf(classScore(model, index), image)).gradients[0]
    const [rows, columns] = structure.grid
    const { height, width } = image
    const depth = image.values.length / (height * width)
    const result = new Float64Array(rows * columns)
    const { scale, offset } = model.table.input
    for (let i = 0; i < image.values.length; i++) {
      const pixel = Math.floor(i / depth)
      const row = Math.floor((Math.floor(pixel / width) * rows) / height)
      const column = Math.floor(((pixel % width) * columns) / width)
      // What enters the network as 0 stands for nothing.
      const nothing = -offset[i % offset.length] / scale[i % scale.length]
      result[row * columns + column] += slopes[i] * (image.values[i] - nothing)
    }
    return result
  },
} satisfies TokenMethod
