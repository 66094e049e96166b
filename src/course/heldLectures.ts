import { type CollectionEntry, render } from 'astro:content'
import { publishedArticles } from '../article/articles.ts'
import type { Reference } from '../article/markdown/remarkCites.ts'
import type { ArticleExercise } from '../article/markdown/remarkExercises.ts'
import type { Course, Lecture } from './readCourse.ts'

/** A lecture with what its notes hold. */
export interface HeldLecture {
  lecture: Lecture
  article: CollectionEntry<'articles'> | undefined
  references: Reference[]
  /** Names under which a reader's answers are kept. */
  exercises: string[]
}

/** The lectures of a course, in order. */
export async function heldLectures({ lectures }: Course): Promise<HeldLecture[]> {
  const articles = await publishedArticles()
  return Promise.all(
    lectures.map(async (lecture) => {
      const article = articles.find(({ id }) => id === lecture.article)
      const found = article && ((await render(article)).remarkPluginFrontmatter as Found)
      return {
        lecture,
        article,
        references: found?.references ?? [],
        exercises: (found?.exercises ?? []).map(({ id }) => id.replace(/^ex-/, '')),
      }
    }),
  )
}

interface Found {
  references: Reference[]
  exercises: ArticleExercise[]
}

/** Whether the lectures ask to read, or cite, anything. */
export const hasReadings = (lectures: readonly HeldLecture[]): boolean =>
  lectures.some(({ lecture, references }) => lecture.readings.length > 0 || references.length > 0)
