import type { FileChange } from '../domain/release/same-patch.ts';
import type { Repository } from '../domain/repository.ts';
import type { Ancestry, DatedCommit } from '../flows/ports/forge.ts';
import { unlessAbsent } from './requests/absent.ts';
import { at } from './requests/at.ts';
import { allPages } from './requests/pages.ts';
import type { Requests } from './requests/requests.ts';

/** GitHub answers 422, not 404, for a ref that matches no commit. */
const noSuchRef = [422];
const mostFilePages = 30;

/** Latest commit on the default branch that touched the path. An empty repository answers 409. */
export async function readLastCommitOf(
  requests: Requests,
  repository: Repository,
  path: string,
  name = repository.name,
): Promise<string | undefined> {
  const request = await requests(repository);
  const answer = await unlessAbsent(
    request('GET /repos/{owner}/{repo}/commits', { owner: repository.owner, repo: name, path, per_page: 1 }),
    [409],
  );
  return answer?.data[0]?.sha;
}

/** The commit that a branch, tag or SHA stands for, tags peeled. The media type leaves out the diff. */
export async function readCommitOf(
  requests: Requests,
  repository: Repository,
  ref: string,
): Promise<string | undefined> {
  const request = await requests(repository);
  const answer = await unlessAbsent(
    request('GET /repos/{owner}/{repo}/commits/{ref}', { ...at(repository), ref, mediaType: { format: 'sha' } }),
    noSuchRef,
  );
  // octokit's types have only the route's JSON answer, which servers without this media type still give.
  const data: unknown = answer?.data;
  return typeof data === 'string' ? data.trim() : (data as { sha: string } | undefined)?.sha;
}

export async function readMergedWith(requests: Requests, repository: Repository, sha: string): Promise<number[]> {
  const request = await requests(repository);
  const answer = await unlessAbsent(
    request('GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls', { ...at(repository), commit_sha: sha }),
    noSuchRef,
  );
  return (answer?.data ?? []).flatMap(({ number, merged_at }) => (merged_at ? [number] : []));
}

/** A renamed file counts with both its names. GitHub lists at most 3,000 files. */
export async function readPathsOf(
  requests: Requests,
  repository: Repository,
  sha: string,
): Promise<string[] | undefined> {
  const request = await requests(repository);
  const files = await unlessAbsent(
    allPages(async (page) => {
      const { data, headers } = await request('GET /repos/{owner}/{repo}/commits/{ref}', {
        ...at(repository),
        ref: sha,
        per_page: 100,
        page,
      });
      return { data: data.files ?? [], headers };
    }, mostFilePages),
    noSuchRef,
  );
  return files?.flatMap(({ filename, previous_filename: before }) => (before ? [before, filename] : filename));
}

/** One request, so that comparing costs little: what changes more than a page of files is not compared. */
export async function readChangeOf(
  requests: Requests,
  repository: Repository,
  of: { number: number } | { sha: string },
): Promise<FileChange[] | undefined> {
  const request = await requests(repository);
  const asked = { ...at(repository), per_page: 100 };
  const read = async () => {
    if ('number' in of)
      return request('GET /repos/{owner}/{repo}/pulls/{pull_number}/files', { ...asked, pull_number: of.number });
    const { data, headers } = await request('GET /repos/{owner}/{repo}/commits/{ref}', { ...asked, ref: of.sha });
    return { data: data.files ?? [], headers };
  };
  const answer = await unlessAbsent(read(), noSuchRef);
  if (!answer || answer.headers.link?.includes('rel="next"')) return undefined;
  return answer.data.map(({ filename, previous_filename: before, status, patch, additions, deletions, sha }) => ({
    ...{ path: filename, status, lines: additions + deletions, blob: sha ?? '' },
    ...(before === undefined ? {} : { before }),
    ...(patch === undefined ? {} : { patch }),
  }));
}

/** An empty repository answers 409. */
export async function readCommitsSince(
  requests: Requests,
  repository: Repository,
  sha: string,
  since: Date,
): Promise<DatedCommit[]> {
  const request = await requests(repository);
  const answer = await unlessAbsent(
    request('GET /repos/{owner}/{repo}/commits', { ...at(repository), sha, since: since.toISOString(), per_page: 100 }),
    [409, ...noSuchRef],
  );
  return (answer?.data ?? []).flatMap(({ sha: found, parents, commit }) => {
    const [authored, committed] = [commit.author?.date, commit.committer?.date];
    return authored === undefined || committed === undefined
      ? []
      : [{ sha: found, parents: parents.length, authoredAt: new Date(authored), committedAt: new Date(committed) }];
  });
}

/** How `head` relates to `base`. One commit a page, because only the status matters. */
export async function readAncestry(
  requests: Requests,
  repository: Repository,
  base: string,
  head: string,
): Promise<Ancestry | undefined> {
  const request = await requests(repository);
  const answer = await unlessAbsent(
    request('GET /repos/{owner}/{repo}/compare/{basehead}', {
      ...at(repository),
      basehead: `${base}...${head}`,
      per_page: 1,
    }),
    noSuchRef,
  );
  return answer?.data.status;
}

/** Every commit of base...head; without pages GitHub would stop at 250 (facts 28). None if one of the two is gone. */
export async function readCommitsBetween(
  requests: Requests,
  repository: Repository,
  base: string,
  head: string,
): Promise<{ sha: string; message: string; parent?: string }[]> {
  const request = await requests(repository);
  const commits = await unlessAbsent(
    allPages(async (page) => {
      const { data, headers } = await request('GET /repos/{owner}/{repo}/compare/{basehead}', {
        ...at(repository),
        basehead: `${base}...${head}`,
        per_page: 100,
        page,
      });
      return { data: data.commits, headers };
    }),
    noSuchRef,
  );
  return (commits ?? []).map(({ sha, commit, parents }) => {
    const parent = parents?.[0]?.sha;
    return { sha, message: commit.message, ...(parent === undefined ? {} : { parent }) };
  });
}
