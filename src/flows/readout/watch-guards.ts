import type { BetRecord, CheckpointRecord } from '../../domain/bet/bet-record.ts';
import { day } from '../../domain/day.ts';
import { measureGuards } from '../../domain/readout/measure.ts';
import { guardsAsTold } from '../../domain/readout/told.ts';
import type { World } from '../ports/world.ts';
import { gatherReadout } from './gather-readout.ts';
import { raiseAlarms } from './raise-alarms.ts';
import type { ReadoutOutcome } from './readout-outcome.ts';

/** Guardrails alone, from the first whole day after the release; looked at again with every readout. */
export async function watchGuards(
  world: World,
  bet: BetRecord,
  guard: CheckpointRecord,
  now: Date,
): Promise<ReadoutOutcome> {
  const basis = await gatherReadout(world, bet, 2, true, now);
  const guards = measureGuards(basis, 0.01);
  const nothingYet = guards.every(({ state }) => state === 'no-data');
  const giveUp = now.getTime() - guard.dueAt.getTime() > 2 * day;
  if (nothingYet && !giveUp) {
    await world.store.updateCheckpoint({ ...guard, attempts: guard.attempts + 1, notBefore: nextDay(now) });
    return { status: 'watching', what: 'no whole day after the release yet' };
  }
  const { disclosure } = basis;
  await raiseAlarms(world, bet, { guards: guardsAsTold(guards, disclosure), disclosure }, basis.shippedAt);
  await world.store.updateCheckpoint({ ...guard, attempts: guard.attempts + 1, status: 'done' });
  return { status: 'watching', what: guards.map(({ guarded, state }) => `${guarded.metric.name} ${state}`).join(', ') };
}

const nextDay = (now: Date) => new Date(Math.floor(now.getTime() / day + 1) * day);
