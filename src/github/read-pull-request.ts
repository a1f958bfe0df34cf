import type { PullRequest } from '../domain/gate/facts.ts';
import type { Repository } from '../domain/repository.ts';
import type { OpenPullRequest } from '../flows/ports/forge.ts';
import type { Log } from '../flows/ports/log.ts';
import { unlessAbsent } from './requests/absent.ts';
import { at } from './requests/at.ts';
import { allPages } from './requests/pages.ts';
import type { Requests } from './requests/requests.ts';

/** Names are re-used: a pull request of another repository that now has the name is not ours (facts 38). */
export async function readPullRequest(
  requests: Requests,
  log: Log,
  repository: Repository,
  number: number,
): Promise<PullRequest | undefined> {
  const request = await requests(repository);
  const answer = await unlessAbsent(
    request('GET /repos/{owner}/{repo}/pulls/{pull_number}', { ...at(repository), pull_number: number }),
  );
  if (!answer) return undefined;
  const pull = answer.data;
  if (pull.base.repo.id !== repository.id) {
    log.warn(
      { expected: repository.id, found: pull.base.repo.id, number },
      'Repository name now belongs to another repository',
    );
    return undefined;
  }
  return {
    number: pull.number,
    title: pull.title,
    body: pull.body ?? '',
    url: pull.html_url,
    author: { id: Number(pull.user?.id ?? 0), login: pull.user?.login ?? 'ghost' },
    state: pull.state,
    draft: pull.draft ?? false,
    merged: pull.merged,
    ...(pull.merged_at ? { mergedAt: new Date(pull.merged_at) } : {}),
    // Before the merge it is a trial merge that no branch holds.
    ...(pull.merged && pull.merge_commit_sha ? { mergeCommitSha: pull.merge_commit_sha } : {}),
    headSha: pull.head.sha,
    headRef: pull.head.ref,
    // A deleted fork is not ours either.
    fromFork: pull.head.repo?.id !== pull.base.repo.id,
    baseRef: pull.base.ref,
    // The type says it is always there; some servers that imitate GitHub leave it out.
    labels: (pull.labels ?? []).map((label) => label.name),
    updatedAt: new Date(pull.updated_at),
  };
}

const mostPages = 10;

/** Newest first, at most 1,000. */
export async function readOpenPullRequests(requests: Requests, repository: Repository): Promise<OpenPullRequest[]> {
  const request = await requests(repository);
  const pulls = await allPages(
    (page) =>
      request('GET /repos/{owner}/{repo}/pulls', {
        ...at(repository),
        state: 'open',
        sort: 'created',
        direction: 'desc',
        per_page: 100,
        page,
      }),
    mostPages,
  );
  return pulls.map(({ number, head, updated_at }) => ({ number, headSha: head.sha, updatedAt: new Date(updated_at) }));
}

/** GitHub lists no more than this many files of a pull request, and does not say when there are more. */
const mostFiles = 3000;

/** A renamed file counts with both its names. A last empty path stands for files that GitHub may have left out. */
export async function readChangedPaths(requests: Requests, repository: Repository, number: number): Promise<string[]> {
  const request = await requests(repository);
  const files = await allPages((page) =>
    request('GET /repos/{owner}/{repo}/pulls/{pull_number}/files', {
      ...at(repository),
      pull_number: number,
      per_page: 100,
      page,
    }),
  );
  const paths = files.flatMap(({ filename, previous_filename: before }) => (before ? [before, filename] : filename));
  return [...new Set(files.length < mostFiles ? paths : [...paths, ''])];
}

/** GitHub lists no more than this many commits of a pull request, and does not say when there are more. */
const mostCommits = 250;

/**
 * Authors of the commits; a last `undefined` stands for commits that GitHub may have left out. A merge with the base,
 * as *Update branch* makes it, is nobody's change: only people who may push to the branch can make one, and they could
 * exempt it too.
 */
export async function readCommitAuthors(
  requests: Requests,
  repository: Repository,
  number: number,
): Promise<(string | undefined)[]> {
  const commits = await readCommits(requests, repository, number);
  const authors = commits.filter(({ parents }) => (parents ?? []).length < 2).map(({ author }) => author?.login);
  return commits.length < mostCommits ? authors : [...authors, undefined];
}

export const readCommitsOf = async (requests: Requests, repository: Repository, number: number): Promise<string[]> =>
  (await readCommits(requests, repository, number)).map(({ sha }) => sha);

async function readCommits(requests: Requests, repository: Repository, number: number) {
  const request = await requests(repository);
  return allPages((page) =>
    request('GET /repos/{owner}/{repo}/pulls/{pull_number}/commits', {
      ...at(repository),
      pull_number: number,
      per_page: 100,
      page,
    }),
  );
}
