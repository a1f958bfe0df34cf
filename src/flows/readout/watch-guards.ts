import type { BetRecord, CheckpointRecord } from '../../domain/bet/bet-record.ts';
import { guardAlpha } from '../../domain/readout/look-alpha.ts';
import { measureGuards } from '../../domain/readout/measure.ts';
import { guardsAsTold } from '../../domain/readout/told.ts';
import type { World } from '../ports/world.ts';
import { guardedMetrics } from '../readings/metrics-of-bet.ts';
import { gatherReadout } from './gather-readout.ts';
import { raiseAlarms } from './raise-alarms.ts';
import type { ReadoutOutcome } from './readout-outcome.ts';

/** Guardrails alone, daily from the first whole day after the release, and with every readout. Of several looks that are due the latest is taken. */
export async function watchGuards(
  world: World,
  bet: BetRecord,
  due: CheckpointRecord[],
  now: Date,
): Promise<ReadoutOutcome> {
  const afterDays = Math.max(...due.map((guard) => guard.afterDays));
  // A day that was not over when the look was due may be by now.
  const basis = await gatherReadout(world, bet, afterDays + 1, true, now, guardedMetrics);
  const guards = measureGuards(basis, guardAlpha);
  const { disclosure } = basis;
  await raiseAlarms(world, bet, { guards: guardsAsTold(guards, disclosure), disclosure }, basis.shippedAt);
  await world.store.transaction(async (tx) => {
    for (const guard of due) await tx.updateCheckpoint({ ...guard, attempts: guard.attempts + 1, status: 'done' });
  });
  return { status: 'watching', what: guards.map(({ guarded, state }) => `${guarded.metric.name} ${state}`).join(', ') };
}
