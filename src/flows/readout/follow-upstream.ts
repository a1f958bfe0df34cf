import type { BetRecord, CheckpointRecord } from '../../domain/bet/bet-record.ts';
import type { FollowedEdge } from '../../domain/bet/followed-edges.ts';
import { patienceDays } from '../../domain/bet/reminders.ts';
import { day } from '../../domain/day.ts';
import type { EdgeTrial } from '../../domain/ledger/track-record.ts';
import type { Metric } from '../../domain/metric/metric.ts';
import { effectTowardsGood } from '../../domain/metric/towards-good.ts';
import { measure, type ReadoutBasis, shortestAnswer } from '../../domain/readout/measure.ts';
import type { Answer } from '../../domain/readout/readout.ts';
import { sharedWith } from '../../domain/readout/shared-effect.ts';
import type { Repository } from '../../domain/repository.ts';
import type { World } from '../ports/world.ts';
import { dueCheckpoints } from './due-checkpoints.ts';
import { gatherReadout } from './gather-readout.ts';
import { edgesOf, suspectTinyBox } from './raise-tiny-box-alarm.ts';
import type { ReadoutOutcome } from './readout-outcome.ts';

/**
 * Whether the metrics above have followed, each when its own horizon has passed: what a concluded bet adds to the record of the edges.
 * Before the bet has concluded nothing can be said of it, and it is looked at again the next day.
 */
export async function followUpstream(
  world: World,
  repository: Repository,
  number: number,
  now: Date,
): Promise<ReadoutOutcome> {
  const bet = await world.store.betOf(repository.id, number);
  if (!bet) return { status: 'nothing-due' };
  const due = await dueCheckpoints(world, bet, ['upstream'], now);
  let outcome: ReadoutOutcome = { status: 'nothing-due' };
  for (const checkpoint of due) {
    if (bet.state === 'concluded') outcome = await followEdges(world, bet, checkpoint, now);
    else await world.store.updateCheckpoint({ ...checkpoint, notBefore: new Date(now.getTime() + day) });
    if (outcome.status === 'delayed') return outcome;
  }
  return outcome;
}

async function followEdges(
  world: World,
  bet: BetRecord,
  checkpoint: CheckpointRecord,
  now: Date,
): Promise<ReadoutOutcome> {
  const edges = edgesOf(bet).filter(({ afterDays }) => afterDays === checkpoint.afterDays);
  const basis = await gatherReadout(world, bet, checkpoint.afterDays, false, now);
  const measured = edges.map((edge) => measuredOn(basis, edge));
  const trials = measured.flatMap((one) => trialOf(bet, basis, one, checkpoint.dueAt) ?? []);
  const missing = measured.flatMap(
    ({ lower, upper, below, above }) => missingOf(lower, below) ?? missingOf(upper, above) ?? [],
  )[0];
  const firstTriedAt = checkpoint.firstTriedAt ?? now;
  const waits = missing !== undefined && now.getTime() < firstTriedAt.getTime() + patienceDays * day;
  await world.store.transaction(async (tx) => {
    await tx.saveEdgeTrials(bet.repository.ownerId, trials);
    await suspectTinyBox(tx, bet, edges);
    await tx.updateCheckpoint({
      ...checkpoint,
      firstTriedAt,
      attempts: checkpoint.attempts + 1,
      ...(waits ? { notBefore: new Date(now.getTime() + day) } : { status: 'done' }),
    });
  });
  if (waits) return { status: 'delayed', ...missing };
  const names = trials.map(({ lower, upper }) => `${lower} to ${upper}`);
  return { status: 'watching', what: names.length > 0 ? names.join(', ') : 'nothing that could be measured' };
}

interface MeasuredEdge extends FollowedEdge {
  below: Answer;
  above: Answer;
}

/** Both metrics over the same days. */
function measuredOn(basis: ReadoutBasis, edge: FollowedEdge): MeasuredEdge {
  const answerOf = (metric: Metric) => measure(basis, metric, basis.alpha, shortestAnswer(basis.afterDays));
  return { ...edge, below: answerOf(edge.lower), above: answerOf(edge.upper) };
}

/**
 * Undefined where one of the two gives no figure.
 * @param at when it was due: what is caught up in one go keeps the order of the releases
 */
function trialOf(
  bet: BetRecord,
  basis: ReadoutBasis,
  { lower, upper, below, above }: MeasuredEdge,
  at: Date,
): EdgeTrial | undefined {
  const [lowerEffect, upperEffect] = [signed(below, lower), signed(above, upper)];
  if (!lowerEffect || !upperEffect) return undefined;
  return {
    betId: bet.id,
    repositoryId: bet.repository.id,
    number: bet.number,
    lower: lower.name,
    upper: upper.name,
    lowerEffect,
    upperEffect,
    sharedWith: sharedWith({ ...basis, movements: [{ movement: { metric: lower }, answer: below }] }, lower.name),
    at,
  };
}

const signed = (answer: Answer, { good }: Metric): EdgeTrial['lowerEffect'] | undefined =>
  answer.kind === 'effect' && !answer.inUnit ? effectTowardsGood(answer, good) : undefined;

/** A metric whose source fails or has nothing yet; one without a source is nobody's to wait for. */
function missingOf({ name }: Metric, answer: Answer): { metric: string; cause: string } | undefined {
  if (answer.kind === 'no-data') return { metric: name, cause: 'it has no value after the release' };
  if (answer.kind !== 'failed' || answer.failure.reason === 'no-source') return undefined;
  return { metric: name, cause: answer.failure.text };
}
