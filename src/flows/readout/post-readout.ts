import type { BetRecord, CheckpointRecord } from '../../domain/bet/bet-record.ts';
import type { Checkpoint } from '../../domain/bet/checkpoint.ts';
import { decisionReminder, patienceDays } from '../../domain/bet/reminders.ts';
import { measured } from '../../domain/bet/transitions.ts';
import { day } from '../../domain/day.ts';
import type { ReadFailure } from '../../domain/metric/reading.ts';
import type { ReadoutBasis } from '../../domain/readout/measure.ts';
import type { Readout } from '../../domain/readout/readout.ts';
import { type ReadoutView, viewReadout } from '../../domain/readout/readout-view.ts';
import { readoutAsTold } from '../../domain/readout/told.ts';
import type { Repository } from '../../domain/repository.ts';
import { own } from '../../domain/text/own.ts';
import { renderReadout, renderSuperseded } from '../../render/readout/readout-comment.ts';
import { quotable } from '../audience/quotable.ts';
import { recordBet } from '../forecast/record-bet.ts';
import { refreshOthers } from '../forecast/refresh-others.ts';
import type { Store } from '../ports/store.ts';
import type { World } from '../ports/world.ts';
import { commentsWanted } from '../publish/comments-wanted.ts';
import { ownComment } from '../publish/own-comment.ts';
import { publishComment } from '../publish/publish-comment.ts';
import { publishVerdictLabel } from '../publish/publish-verdict-label.ts';
import { delayReadout } from './delay-readout.ts';
import { dueCheckpoints } from './due-checkpoints.ts';
import { gatherReadout } from './gather-readout.ts';
import { raiseAlarms } from './raise-alarms.ts';
import type { ReadoutOutcome } from './readout-outcome.ts';
import { recordOutcomes } from './record-outcomes.ts';
import { watchGuards } from './watch-guards.ts';
import { whenUnlocked } from './when-unlocked.ts';

/**
 * Journey 3: checkpoint due -> samples -> analysis -> verdict -> readout on the pull request. Of several that are due at once only
 * the latest is posted. Run twice, it posts nothing twice.
 */
export async function postReadout(
  world: World,
  repository: Repository,
  number: number,
  now: Date,
): Promise<ReadoutOutcome> {
  const bet = await world.store.betOf(repository.id, number);
  if (bet?.state !== 'shipped') return { status: 'nothing-due' };
  const due = await dueCheckpoints(world, bet, ['guard', 'readout'], now);
  const latest = due
    .filter(({ kind }) => kind === 'readout')
    .sort((a, b) => a.afterDays - b.afterDays)
    .at(-1);
  // Counted from the first try: a readout that is run late, after an outage of our own, is as patient as any.
  if (latest) return postDue(world, bet, { ...latest, firstTriedAt: latest.firstTriedAt ?? now }, due, now);
  return due.length > 0 ? watchGuards(world, bet, due, now) : { status: 'nothing-due' };
}

async function postDue(
  world: World,
  bet: BetRecord,
  checkpoint: CheckpointRecord & { firstTriedAt: Date },
  due: CheckpointRecord[],
  now: Date,
): Promise<ReadoutOutcome> {
  await world.forge.room(bet.repository, true);
  const gathered = await gatherReadout(world, bet, checkpoint.afterDays, !checkpoint.final, now);
  // What was said to be the last one stays that.
  const basis = checkpoint.posted ? { ...gathered, extends: false } : gathered;
  const failure = primaryFailure(bet, basis);
  const patientUntil = new Date(checkpoint.firstTriedAt.getTime() + patienceDays * day);
  if (failure && now < patientUntil) return delayReadout(world, bet, checkpoint, failure, patientUntil, now);

  const found = await world.analyst.readout(basis);
  const readout = viewReadout({
    ...withSilence(readoutAsTold(found), patientUntil, now),
    ...(found.extendedTo === undefined ? await stillDue(world, bet, checkpoint) : onceMore(bet, found.extendedTo)),
    ...(await forTheDecision(world, bet)),
  });
  await raiseAlarms(world, bet, readout, basis.shippedAt);
  if (!(await publish(world, bet, checkpoint, readout))) return waitForUnlock(world, checkpoint, now);
  await settle(world, bet, checkpoint, due, readout, found, now);
  return { status: 'posted', verdict: readout.verdict, interim: readout.interim };
}

/** What the recommendation rests on apart from the figures, and whether one is still wanted. */
async function forTheDecision(world: World, record: BetRecord) {
  const { repository, bet, decision } = await quotable(world, record);
  const standings = await world.store.hypothesisStandings(repository.ownerId, bet.hypotheses);
  const refuted = standings.some((standing) => standing?.state === 'invalidated');
  return {
    ...(refuted ? { refuted } : {}),
    ...(decision ? { decided: decision.what } : {}),
    ...(record.extended ? { extended: true as const } : {}),
  };
}

/** Only a readout that was posted concludes a bet. */
async function waitForUnlock(
  world: World,
  checkpoint: CheckpointRecord & { firstTriedAt: Date },
  now: Date,
): Promise<ReadoutOutcome> {
  const notBefore = whenUnlocked(checkpoint.firstTriedAt, now);
  await world.store.updateCheckpoint({ ...checkpoint, attempts: checkpoint.attempts + 1, notBefore });
  return { status: 'refused' };
}

/** When the next readout and the last one are due, for an interim to say. */
async function stillDue({ store }: World, bet: BetRecord, { dueAt }: CheckpointRecord) {
  const later = (await store.checkpoints(bet.id))
    .filter((it) => it.kind === 'readout' && it.status === 'pending' && it.dueAt > dueAt)
    .map((it) => it.dueAt)
    .sort((a, b) => a.getTime() - b.getTime());
  const [next, last] = [later[0], later.at(-1)];
  return next && last ? { nextDue: next, lastDue: last } : {};
}

function onceMore({ shippedAt }: BetRecord, afterDays: number) {
  const dueAt = new Date((shippedAt?.getTime() ?? 0) + afterDays * day);
  return { nextDue: dueAt, lastDue: dueAt };
}

/** Where an experiment fails, the readout waits for it, and compares before and after once nobody waits any more. Other metrics that fail are shown as such; without the one that the bet is about there is nothing to say yet. */
function primaryFailure(
  { bet }: BetRecord,
  { readings, experiments = {} }: ReadoutBasis,
): { metric: string; failure: ReadFailure } | undefined {
  const metric = bet.movements[0]?.metric.name;
  const tested = metric === undefined ? undefined : own(experiments, metric);
  const ownReading = metric === undefined ? undefined : own(readings, metric);
  // Where groups are compared nothing else is needed.
  const reading = tested === undefined || tested.kind === 'empty' ? ownReading : tested;
  if (metric === undefined || reading?.kind !== 'failed' || reading.failure.reason === 'no-source') return undefined;
  return { metric, failure: reading.failure };
}

function withSilence(readout: Readout, retryUntil: Date, now: Date): Readout {
  if (readout.verdict !== 'no-data' || readout.interim) return readout;
  const metrics = readout.movements
    .filter(({ verdict }) => verdict === 'no-data')
    .map(({ movement }) => movement.metric);
  return { ...readout, silence: now < retryUntil ? { metrics, retryUntil } : { metrics } };
}

/** A final that said "no data" is followed by a new one when data arrives, and is itself folded to a line. */
async function publish(
  world: World,
  bet: BetRecord,
  checkpoint: CheckpointRecord,
  readout: ReadoutView,
): Promise<boolean> {
  const { repository, number } = bet;
  const window = checkpoint.dueAt.toISOString().slice(0, 10);
  const body = renderReadout(readout);
  if (readout.interim && (await commentsWanted(world, repository)).interim === 'off') return true;
  if (readout.interim)
    return publishComment(world, repository, number, { kind: 'interim', key: interimKey(bet), body });
  const lateKey = `${window}-late`;
  const waited =
    checkpoint.posted === 'no-data' || (await ownComment(world, repository, number, 'final', { key: lateKey }));
  const arrived = waited && readout.verdict !== 'no-data';
  // Still nothing: it was said already, and saying it again every day would be noise.
  if (waited && !arrived) return true;
  const key = arrived ? lateKey : window;
  if (!(await publishComment(world, repository, number, { kind: 'final', key, body }))) return false;
  if (arrived)
    await publishComment(world, repository, number, { kind: 'final', key: window, body: renderSuperseded() });
  return true;
}

/** One interim comment a measuring window: a re-applied bet gets a new one. */
export const interimKey = ({ shippedAt }: BetRecord) => shippedAt?.toISOString().slice(0, 10) ?? '';

/** What people are told decides what they are asked; the record keeps all that was `found`. */
async function settle(
  world: World,
  bet: BetRecord,
  checkpoint: CheckpointRecord,
  due: CheckpointRecord[],
  readout: ReadoutView,
  found: Readout,
  now: Date,
): Promise<void> {
  const { verdict, interim, silence, recommendation } = readout;
  const waits = silence?.retryUntil !== undefined;
  if (!interim) await publishVerdictLabel(world, bet.repository, bet.number, verdict);
  await world.store.transaction(async (tx) => {
    for (const other of due)
      if (other.id !== checkpoint.id)
        await tx.updateCheckpoint({ ...other, status: other.kind === 'guard' ? 'done' : 'superseded' });
    await tx.updateCheckpoint({
      ...checkpoint,
      attempts: checkpoint.attempts + 1,
      posted: verdict,
      status: waits ? 'pending' : 'done',
      ...(waits ? { notBefore: new Date(now.getTime() + day) } : {}),
    });
    if (readout.extendedTo !== undefined && readout.lastDue)
      await measureOn(
        tx,
        measured(bet, {}),
        { ...checkpoint, afterDays: readout.extendedTo, dueAt: readout.lastDue },
        now,
      );
    else if (interim) await recordBet(tx, measured(bet, {}));
    else if (waits) await recordBet(tx, measured(bet, { verdict }));
    else {
      const concluded = measured(bet, { verdict, over: { at: now, recommended: recommendation.what } });
      await recordBet(tx, concluded);
      if (!bet.decision) await tx.saveCheckpoints(bet.id, [decisionReminder(now)]);
      await refreshOthers(tx, bet, concluded);
      await recordOutcomes(tx, bet, found, now);
    }
  });
}

/** One more window by itself, and what was to be the last readout was an interim one. */
async function measureOn(
  tx: Store,
  bet: BetRecord,
  { afterDays, dueAt }: Pick<Checkpoint, 'afterDays' | 'dueAt'>,
  now: Date,
): Promise<void> {
  await recordBet(tx, { ...bet, extended: { days: afterDays / 2, at: now, until: dueAt } });
  await tx.saveCheckpoints(bet.id, [{ kind: 'readout', afterDays, dueAt, final: true }]);
}
