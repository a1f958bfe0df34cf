import { GitHubError } from './github-error.ts';

/** Gone is like never there: GitHub says 410 of deleted issues and of repositories that have issues switched off. */
const absent = [404, 410];

/**
 * The answer, or undefined when GitHub says that there is no such thing.
 * @param also further statuses that mean the same on this route.
 */
export async function unlessAbsent<T>(answer: Promise<T>, also: number[] = []): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GitHubError && error.status !== undefined && [...absent, ...also].includes(error.status))
      return undefined;
    throw error;
  }
}
