import type { BetRecord } from '../../domain/bet/bet-record.ts';
import type { Command } from '../../domain/commands/command.ts';
import type { Decision } from '../../domain/commands/decision.ts';
import { recommendedAsTold } from '../../domain/readout/told.ts';
import type { Repository } from '../../domain/repository.ts';
import { referenceTo } from '../../domain/repository.ts';
import type { Reply } from '../../render/commands/reply-comment.ts';
import { renderDecided } from '../../render/readout/question-comment.ts';
import { disclosureForBet } from '../audience/disclosure-for.ts';
import { recordBet } from '../forecast/record-bet.ts';
import { attendIssue } from '../hypothesis/attend-issue.ts';
import { hypothesisAt, reasonAt } from '../hypothesis/hypothesis-at.ts';
import type { SaidComment } from '../ports/domain-event.ts';
import type { World } from '../ports/world.ts';
import { publishComment } from '../publish/publish-comment.ts';
import { isHypothesisIssue } from './say-hypothesis.ts';

type Decided = Extract<Command, { verb: 'decide' }>;

/**
 * `/soundings decide ...`: what becomes of a change after its last readout. `stop` may come at any time where there is a hypothesis to be
 * stopped, since work that rests on it is under way.
 */
export async function decide(
  world: World,
  repository: Repository,
  comment: SaidComment,
  command: Decided,
  by: string,
): Promise<Reply | undefined> {
  if (!comment.onPullRequest) return stopIssue(world, repository, comment, command, by);
  const bet = await world.store.betOf(repository.id, comment.number);
  if (!bet) return { kind: 'too-early-to-decide', state: 'no-bet' };
  const kept = [...(bet.decidedBefore ?? []), ...(bet.decision ? [bet.decision] : [])];
  // The same comment read again: the first try may have ended before the question was answered.
  if (kept.some((decision) => decision.comment === comment.commentId)) return answerQuestion(world, bet, bet.decision);
  const refusal = (await tooEarly(world, bet, command)) ?? (await reasonNeeded(world, bet, command));
  if (refusal) return refusal;
  const stopped = command.what === 'stop' ? await placesOf(world, bet, by) : { places: [] };
  if ('problem' in stopped) return stopped.problem;
  const decision = { ...decisionOf(bet, command, by, comment.at), comment: comment.commentId };
  await keep(world, bet, decision, stopped.places);
  return answerQuestion(world, bet, decision);
}

async function tooEarly({ store }: World, bet: BetRecord, { what }: Decided): Promise<Reply | undefined> {
  if (bet.state === 'concluded') return undefined;
  if (what === 'stop' && bet.bet.hypotheses.length > 0 && bet.state !== 'closed') return undefined;
  const last = (await store.checkpoints(bet.id)).find(({ kind, final }) => kind === 'readout' && final);
  return { kind: 'too-early-to-decide', state: bet.state, ...(last ? { due: last.dueAt } : {}) };
}

/** Deciding otherwise than recommended is welcome, and kept with its reason; a stop is heard by many, who want to know why. */
async function reasonNeeded(world: World, bet: BetRecord, { what, learned }: Decided): Promise<Reply | undefined> {
  const { recommended, verdict } = bet;
  if (learned !== undefined) return undefined;
  const isOtherwise = verdict !== undefined && recommended !== undefined && recommended !== what;
  // What was recommended tells the verdict, and so does asking for a reason.
  if (isOtherwise && recommendedAsTold(recommended, bet.bet, await disclosureForBet(world, bet)))
    return { kind: 'reason-needed', what, recommended };
  return what === 'stop' ? { kind: 'reason-needed', what } : undefined;
}

function decisionOf({ recommended }: BetRecord, { what, learned }: Decided, by: string, at: Date): Decision {
  return {
    what,
    by,
    at,
    ...(learned === undefined ? {} : { learned }),
    ...(recommended === undefined ? {} : { recommended }),
  };
}

interface Place {
  there: Repository;
  number: number;
}

/** Where the hypotheses of the bet are kept; all of them, or none is stopped. */
async function placesOf(
  world: World,
  { repository, bet }: BetRecord,
  by: string,
): Promise<{ places: Place[] } | { problem: Reply }> {
  const places: Place[] = [];
  for (const issue of bet.hypotheses) {
    const found = await hypothesisAt(world, repository, issue, by);
    if ('problem' in found) return found;
    places.push({ there: found.repository, number: issue.number });
  }
  return { places };
}

async function keep({ store }: World, bet: BetRecord, decision: Decision, stopped: Place[]): Promise<void> {
  const { repository, number, decision: before } = bet;
  const { by, at, learned, comment } = decision;
  await store.transaction(async (tx) => {
    await recordBet(tx, {
      ...bet,
      decision,
      ...(before ? { decidedBefore: [...(bet.decidedBefore ?? []), before] } : {}),
    });
    for (const checkpoint of await tx.checkpoints(bet.id))
      if (checkpoint.kind === 'decision' && checkpoint.status === 'pending')
        await tx.updateCheckpoint({ ...checkpoint, status: 'cancelled' });
    for (const place of stopped) {
      const reason = reasonAt(place.there, repository, learned);
      await tx.enqueue({
        kind: 'hypothesis',
        repositoryId: place.there.id,
        number: place.number,
        change: {
          state: 'stopped',
          by,
          at: at.toISOString(),
          on: referenceTo(repository.owner, repository.name, number),
          ...(reason === undefined ? {} : { evidence: reason }),
          ...(comment === undefined ? {} : { comment }),
        },
      });
    }
  });
}

/** Where it was asked for, the question says what was decided. */
async function answerQuestion(
  world: World,
  { repository, number }: BetRecord,
  decision: Decision | undefined,
): Promise<undefined> {
  if (!decision || !(await world.store.comment(repository.id, number, 'question', 'decision'))) return;
  const body = renderDecided(decision.what, decision.by);
  await publishComment(world, repository, number, { kind: 'question', key: 'decision', body });
}

async function stopIssue(
  world: World,
  repository: Repository,
  { number, commentId, at }: SaidComment,
  { what, learned }: Decided,
  by: string,
): Promise<Reply | undefined> {
  if (what !== 'stop') return { kind: 'decide-on-issue', what };
  if (!(await isHypothesisIssue(world, repository, number)))
    return { kind: 'no-hypothesis-here', onPullRequest: false };
  if (learned === undefined) return { kind: 'reason-needed', what };
  const change = { state: 'stopped' as const, by, at, comment: commentId, evidence: learned };
  await attendIssue(world, repository, number, { change });
  return undefined;
}
