import type { Command } from '../../domain/commands/command.ts';
import { isHypothesis } from '../../domain/hypothesis/hypothesis.ts';
import type { Repository } from '../../domain/repository.ts';
import { referenceTo } from '../../domain/repository.ts';
import type { Reply } from '../../render/commands/reply-comment.ts';
import { attendIssue } from '../hypothesis/attend-issue.ts';
import { hypothesisAt, reasonAt } from '../hypothesis/hypothesis-at.ts';
import type { SaidComment } from '../ports/domain-event.ts';
import type { World } from '../ports/world.ts';
import { saveLearned } from './record-learned.ts';

type Said = Extract<Command, { verb: 'hypothesis' }>;

/** `/soundings hypothesis validated "..."`, on the issue itself or on a pull request that rests on it. */
export async function sayHypothesis(
  world: World,
  repository: Repository,
  { number, onPullRequest, commentId, at }: SaidComment,
  { state, evidence }: Said,
  by: string,
): Promise<Reply | undefined> {
  const changeIn = (there: Repository) => {
    const reason = reasonAt(there, repository, evidence);
    return { state, by, comment: commentId, ...(reason === undefined ? {} : { evidence: reason }) };
  };
  if (!onPullRequest) {
    if (!(await isHypothesisIssue(world, repository, number))) return { kind: 'no-hypothesis-here', onPullRequest };
    await attendIssue(world, repository, number, { change: { ...changeIn(repository), at } });
    return undefined;
  }
  const bet = await world.store.betOf(repository.id, number);
  const [issue, ...others] = bet?.bet.hypotheses ?? [];
  if (!bet || !issue) return { kind: 'no-hypothesis-here', onPullRequest };
  if (others.length > 0)
    return {
      kind: 'several-hypotheses',
      state,
      references: bet.bet.hypotheses.map(({ owner, repository, number }) => referenceTo(owner, repository, number)),
    };
  const found = await hypothesisAt(world, repository, issue, by);
  if ('problem' in found) return found.problem;
  // It changes under its own subject.
  await world.store.enqueue({
    kind: 'hypothesis',
    repositoryId: found.repository.id,
    number: issue.number,
    change: { ...changeIn(found.repository), at: at.toISOString() },
  });
  if (bet.bet.track === 'discovery' && evidence !== undefined && !bet.learned)
    await saveLearned(world, bet, { text: evidence, by, at });
  return undefined;
}

export async function isHypothesisIssue(world: World, repository: Repository, number: number): Promise<boolean> {
  const issue = await world.forge.issue(repository, number);
  if (!issue) return false;
  const [standing] = await world.store.hypothesisStandings(repository.ownerId, [issue]);
  return isHypothesis(standing ? { ...issue, standing } : issue);
}
