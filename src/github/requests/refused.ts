import { WriteRefused } from '../../flows/ports/forge.ts';
import { GitHubError } from './github-error.ts';

/** A locked conversation answers 403, and so does a missing permission. A limit can also come as a 403, and passes. */
export async function unlessRefused<T>(answer: Promise<T>, statuses = [403]): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GitHubError && statuses.includes(error.status ?? 0) && error.retryAfterSeconds === undefined)
      throw new WriteRefused(error.message, { cause: error });
    throw error;
  }
}
