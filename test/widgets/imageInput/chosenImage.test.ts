import { expect, it } from 'vitest'
import { captionOf, rgbOf, type Choice } from '../../../src/widgets/imageInput/chosenImage.ts'
import { rgbaOf } from '../../../src/widgets/rgbaOf.ts'

it('a picture’s colours are those on white, and come back', () => {
  const data = new Uint8ClampedArray([255, 0, 51, 255, 0, 0, 0, 0])
  const values = rgbOf(data)
  expect([...values].map((v) => Number(v.toFixed(3)))).toEqual([1, 0, 0.2, 1, 1, 1])
  expect([...rgbaOf(values)]).toEqual([255, 0, 51, 255, 255, 255, 255, 255])
})

it('a picture that is none of the choices is told by its name', () => {
  const choices: Choice[] = [{ name: 'bus-2', caption: 'A bus', src: '', group: '' }]
  expect(captionOf(choices, 'bus-2')).toBe('A bus')
  expect(captionOf(choices, 'circles/photo.jpg')).toBe('circles/photo.jpg')
})
