import type { BetRecord } from '../../domain/bet/bet-record.ts';
import { issueKey } from '../../domain/declaration/issue-reference.ts';
import { isHypothesis } from '../../domain/hypothesis/hypothesis.ts';
import type { Issue } from '../../domain/hypothesis/issue.ts';
import { isSameName } from '../../domain/repository.ts';
import type { Store } from '../ports/store.ts';

/**
 * The comment on a hypothesis names the open pull requests that rest on it: when a bet begins or ends to be one of them, it is looked at again.
 * @param before the bet as it was; undefined: there was none
 * @param after undefined: it is gone
 */
export async function tellHypotheses(
  store: Store,
  before: BetRecord | undefined,
  after: BetRecord | undefined,
): Promise<void> {
  const [then, now] = [restsOn(before), restsOn(after)];
  const begun = [...now].filter(([key]) => !then.has(key));
  const ended = [...then].filter(([key]) => !now.has(key));
  const repository = (after ?? before)?.repository;
  if (!repository) return;
  for (const [, issue] of [...begun, ...ended]) {
    if (!isHypothesis(issue) || !isSameName(issue.owner, repository.owner)) continue;
    const isHere = isSameName(issue.repository, repository.name);
    const home = isHere ? repository : await store.repositoryNamed(repository.ownerId, issue.repository);
    if (home) await store.enqueue({ kind: 'hypothesis', repositoryId: home.id, number: issue.number });
  }
}

function restsOn(bet: BetRecord | undefined): Map<string, Issue> {
  const issues = bet?.state === 'open' ? bet.bet.hypotheses : [];
  return new Map(issues.map((issue) => [issueKey(issue), issue]));
}
