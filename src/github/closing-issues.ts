import { LRUCache } from 'lru-cache';
import type { Issue } from '../domain/bet.ts';
import type { Repository } from '../domain/facts.ts';
import type { Failure } from './github-error.ts';
import { rateLimitSeconds } from './rate-limit.ts';
import type { GitHubAccess } from './requests.ts';

const query = `query ($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      closingIssuesReferences(first: 10) {
        nodes {
          number title body state
          repository { name isPrivate owner { login } }
          labels(first: 50) { nodes { name } }
        }
      }
    }
  }
}`;

interface Answer {
  repository?: { pullRequest?: { closingIssuesReferences?: { nodes?: (Node | null)[] | null } } | null } | null;
}

interface Node {
  number: number;
  title: string;
  body: string;
  state: 'OPEN' | 'CLOSED';
  repository: { name: string; isPrivate?: boolean; owner: { login: string } };
  labels?: { nodes?: ({ name: string } | null)[] | null } | null;
}

const answerWithinMs = 10_000;
const forgetAfterMs = 3_600_000;
const mostRefusals = 1_000;

/**
 * Issues linked in the sidebar exist in GraphQL alone. They are a courtesy: without GraphQL there are none, and where it
 * is refused it is not asked again for an hour.
 */
export function closingIssuesReader({ octokitFor, log, now }: GitHubAccess) {
  const refusedAt = new LRUCache<number, number>({ max: mostRefusals });

  return async (repository: Repository, number: number): Promise<Issue[]> => {
    const { installationId, owner, name } = repository;
    if (now().getTime() - (refusedAt.get(installationId) ?? Number.NEGATIVE_INFINITY) < forgetAfterMs) return [];
    try {
      const octokit = await octokitFor(installationId);
      const request = { retries: 0, signal: AbortSignal.timeout(answerWithinMs) };
      return toIssues(await octokit.graphql<Answer>(query, { owner, name, number, request }), repository);
    } catch (thrown) {
      const failure = thrown as Failure & { data?: Answer };
      // Errors about one linked issue come along with the others.
      if (failure.data?.repository?.pullRequest) return toIssues(failure.data, repository);
      const refused = isRefusal(failure, now());
      if (refused) refusedAt.set(installationId, now().getTime());
      log.warn(
        { status: failure.response && failure.status, repositoryId: repository.id, number, refused },
        'issues linked in the sidebar cannot be read',
      );
      return [];
    }
  };
}

/** A refusal lasts; a limit, a 5xx or a broken line passes. */
function isRefusal(failure: Failure, now: Date): boolean {
  const status = (failure.response && failure.status) ?? 0;
  return status >= 400 && status < 500 && rateLimitSeconds(failure, now) === undefined;
}

/** A public repository does not hear of issues in private ones. */
const toIssues = (answer: Answer, { private: isPrivate }: Repository): Issue[] =>
  present(answer.repository?.pullRequest?.closingIssuesReferences?.nodes)
    .filter(({ repository }) => isPrivate || !repository.isPrivate)
    .map((node) => ({
      owner: node.repository.owner.login,
      repository: node.repository.name,
      number: node.number,
      title: node.title,
      body: node.body,
      labels: present(node.labels?.nodes).map((label) => label.name),
      state: node.state === 'CLOSED' ? 'closed' : 'open',
    }));

const present = <T>(nodes: (T | null)[] | null | undefined): T[] => (nodes ?? []).filter((node) => node !== null);
