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
    const { status, retryAfterSeconds } = error instanceof GitHubError ? error : {};
    // A limit can come as a 403 as well, and says nothing about what is there.
    if (status === undefined || retryAfterSeconds !== undefined || ![...absent, ...also].includes(status)) throw error;
    return undefined;
  }
}
