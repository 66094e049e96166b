import { type Course, type Lecture, lectureOf } from './readCourse.ts'

/** The lectures beside the one whose notes are an article; undefined for an article that is no lecture. */
export function neighbours(
  course: Course | undefined,
  article: string,
): { previous: Lecture | undefined; next: Lecture | undefined } | undefined {
  const lecture = lectureOf(course, article)
  if (!course || !lecture) return undefined
  const { number } = lecture
  return { previous: course.lectures[number - 2], next: course.lectures[number] }
}
