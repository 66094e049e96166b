import { readFileSync } from 'node:fs'
import { type Course, readCourse } from '../../src/course/readCourse.ts'

export const articles = new Map([
  ['cnn-circuits', 'CNN Circuits'],
  ['guide', 'Guide'],
  ['visualizing-convnets', 'Visualizing Convolutional Networks'],
])

/** A course with every field. */
export const fullCourse = (): Course =>
  readCourse(readFileSync('test/fixtures/course/course.yaml', 'utf8'), 'content/course.yaml', {
    articles,
    keys: () => new Set(['olah2020zoom']),
  })
