import type { Job } from '../flows/ports/job.ts';

/** A job that names its pull request, its issue or its repository. */
export type AddressedJob = Exclude<Job, { kind: 'delivery' }>;

/**
 * Work on one subject is serial. This subject is a pull request or an issue; work on a whole repository has
 * `repo:<id>`.
 */
export function subjectOfJob(job: AddressedJob): string {
  return 'number' in job ? `repo:${job.repositoryId}#${job.number}` : `repo:${job.repositoryId}`;
}
