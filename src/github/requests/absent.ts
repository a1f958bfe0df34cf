import { GitHubError } from './github-error.ts';

/** Gone counts as never there: GitHub answers 410 for deleted issues and for repositories with issues switched off. */
const absent = [404, 410];

/**
 * The answer, or undefined if GitHub says that there is no such thing.
 * @param also further statuses that mean the same on this route.
 */
export async function unlessAbsent<T>(answer: Promise<T>, also: number[] = []): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    const { status, retryAfterSeconds } = error instanceof GitHubError ? error : {};
    // A limit can also come as a 403, and says nothing about what exists.
    if (status === undefined || retryAfterSeconds !== undefined || ![...absent, ...also].includes(status)) throw error;
    return undefined;
  }
}
