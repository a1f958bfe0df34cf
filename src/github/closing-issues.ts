import { LRUCache } from 'lru-cache';
import { quotedFor } from '../domain/disclosure/quoted-for.ts';
import type { Issue } from '../domain/hypothesis/issue.ts';
import type { Repository } from '../domain/repository.ts';
import type { Forge } from '../flows/ports/forge.ts';
import type { Failure } from './requests/github-error.ts';
import { rateLimitSeconds } from './requests/rate-limit.ts';
import type { GitHubAccess } from './requests/requests.ts';

const query = `query ($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      closingIssuesReferences(first: 50) {
        nodes {
          number title body state
          repository { name isPrivate owner { login } }
          labels(first: 50) { nodes { name } }
        }
      }
    }
  }
}`;

interface ClosingIssuesResponse {
  repository?: { pullRequest?: { closingIssuesReferences?: { nodes?: (Node | null)[] | null } } | null } | null;
}

interface Node {
  number: number;
  title: string;
  body: string;
  state: 'OPEN' | 'CLOSED';
  repository: { name: string; isPrivate: boolean; owner: { login: string } };
  labels?: { nodes?: ({ name: string } | null)[] | null } | null;
}

const forgetAfterMs = 3_600_000;
const mostRefusals = 1_000;
/** For issues of private repositories, whether they may be quoted costs one request each. */
const mostAsked = 5;

/**
 * Issues linked in the sidebar exist only in GraphQL. They are optional: without GraphQL there are none, and after a
 * refusal it is not asked again for an hour.
 */
export function closingIssuesReader({ octokitFor, log, now }: GitHubAccess, canRead: Forge['canRead']) {
  const refusedAt = new LRUCache<number, number>({ max: mostRefusals });

  const linked = async (repository: Repository, number: number): Promise<Node[]> => {
    const { installationId, owner, name } = repository;
    if (now().getTime() - (refusedAt.get(installationId) ?? Number.NEGATIVE_INFINITY) < forgetAfterMs) return [];
    try {
      const octokit = await octokitFor(installationId);
      return nodesOf(
        await octokit.graphql<ClosingIssuesResponse>(query, { owner, name, number, request: { retries: 0 } }),
      );
    } catch (thrown) {
      const failure = thrown as Failure & { data?: ClosingIssuesResponse };
      // Errors about one linked issue arrive together with the others.
      if (failure.data?.repository?.pullRequest) return nodesOf(failure.data);
      const refused = isRefusal(failure, now());
      if (refused) refusedAt.set(installationId, now().getTime());
      log.warn(
        { status: failure.response && failure.status, repositoryId: repository.id, number, refused },
        'Linked issues could not be read',
      );
      return [];
    }
  };

  return async (repository: Repository, number: number, by: string): Promise<Issue[]> => {
    const issues: Issue[] = [];
    const asked = new Set<string>();
    for (const node of await linked(repository, number)) {
      const { name, isPrivate, owner } = node.repository;
      const reader = quotedFor(repository, by);
      if (isPrivate && asked.add(`${owner.login}/${name}`).size > mostAsked) continue;
      if (!isPrivate || (await canRead(repository, { owner: owner.login, name }, reader))) issues.push(toIssue(node));
    }
    return issues;
  };
}

/** A refusal lasts; a limit, a 5xx or a broken connection passes. */
function isRefusal(failure: Failure, now: Date): boolean {
  const status = (failure.response && failure.status) ?? 0;
  return status >= 400 && status < 500 && rateLimitSeconds(failure, now) === undefined;
}

const nodesOf = (answer: ClosingIssuesResponse) =>
  present(answer.repository?.pullRequest?.closingIssuesReferences?.nodes);

const toIssue = ({ number, title, body, state, repository, labels }: Node): Issue => ({
  owner: repository.owner.login,
  repository: repository.name,
  number,
  title,
  body,
  labels: present(labels?.nodes).map(({ name }) => name),
  state: state === 'CLOSED' ? 'closed' : 'open',
});

const present = <T>(nodes: (T | null)[] | null | undefined): T[] => (nodes ?? []).filter((node) => node !== null);
