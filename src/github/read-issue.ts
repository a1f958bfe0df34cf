import { quotedFor } from '../domain/disclosure/quoted-for.ts';
import type { Issue } from '../domain/hypothesis/issue.ts';
import type { Repository } from '../domain/repository.ts';
import type { Forge } from '../flows/ports/forge.ts';
import { unlessAbsent } from './requests/absent.ts';
import { at } from './requests/at.ts';
import type { Requests } from './requests/requests.ts';

/**
 * An issue, at its present place if it was transferred. Undefined for a pull request, which GitHub also lists as an
 * issue, and for an issue of another repository that may not be quoted here. That is checked first, so it looks like
 * one that does not exist.
 */
export async function readIssue(
  requests: Requests,
  canRead: Forge['canRead'],
  repository: Repository,
  number: number,
  by?: string,
  elsewhere?: { owner: string; name: string },
): Promise<Issue | undefined> {
  const reader = quotedFor(repository, by);
  if (elsewhere && !(await canRead(repository, elsewhere, reader))) return undefined;
  const request = await requests(repository);
  const answer = await unlessAbsent(
    request('GET /repos/{owner}/{repo}/issues/{issue_number}', {
      ...at(elsewhere ?? repository),
      issue_number: number,
    }),
    // A text names an issue of a repository that we may not read: to its author, the issue does not exist.
    elsewhere ? [403] : [],
  );
  if (!answer || answer.data.pull_request) return undefined;
  const issue = answer.data;
  const [owner = repository.owner, name = repository.name] = issue.repository_url.split('/').slice(-2);
  if (!(await canRead(repository, { owner, name }, reader))) return undefined;
  return {
    owner,
    repository: name,
    number: issue.number,
    title: issue.title,
    body: issue.body ?? '',
    labels: issue.labels.flatMap((label) => (typeof label === 'string' ? label : (label.name ?? []))),
    state: issue.state === 'closed' ? 'closed' : 'open',
    ...(issue.user ? { author: issue.user.login } : {}),
  };
}
