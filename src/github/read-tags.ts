import type { Repository } from '../domain/repository.ts';
import type { Forge } from '../flows/ports/forge.ts';
import type { GitHubAccess } from './requests/requests.ts';

/** REST lists tags by name and without a date. */
const query = `query ($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    refs(refPrefix: "refs/tags/", first: 100, orderBy: { field: TAG_COMMIT_DATE, direction: DESC }) {
      nodes {
        name
        target {
          oid
          ... on Commit { committedDate }
          ... on Tag { tagger { date } target { oid ... on Commit { committedDate } } }
        }
      }
    }
  }
}`;

interface Commit {
  oid: string;
  committedDate?: string;
}

interface TagsResponse {
  repository?: {
    refs?: {
      nodes?: ({ name: string; target: Commit & { tagger?: { date?: string } | null; target?: Commit } } | null)[];
    } | null;
  } | null;
}

/**
 * A tag without a tagger has the date of its commit, which may be older than the tag: commits of the last month count
 * as tagged since.
 */
const monthMs = 30 * 86_400_000;

/** Optional, like all of GraphQL here: if it fails the log says so, and tags are heard of only by their events. */
export async function readTagsSince(
  { octokitFor, log }: GitHubAccess,
  { installationId, owner, name, id: repositoryId }: Repository,
  since: Date,
): ReturnType<Forge['tagsSince']> {
  try {
    const octokit = await octokitFor(installationId);
    const { repository } = await octokit.graphql<TagsResponse>(query, { owner, name, request: { retries: 0 } });
    return (repository?.refs?.nodes ?? [])
      .flatMap((node) => {
        const commit = node?.target.target ?? node?.target;
        const tagged = node?.target.tagger?.date;
        const at = new Date(tagged ?? commit?.committedDate ?? Number.NaN);
        const isRecent = tagged ? at >= since : at.getTime() >= since.getTime() - monthMs;
        return node && commit && isRecent ? [{ tag: node.name, sha: commit.oid, at: at < since ? since : at }] : [];
      })
      .sort((a, b) => a.at.getTime() - b.at.getTime());
  } catch (thrown) {
    const { status } = thrown as { status?: number };
    log.warn({ status, repositoryId }, 'Tags could not be read');
    return [];
  }
}
