import type { BetRecord, CheckpointRecord } from '../../domain/bet/bet-record.ts';
import { day } from '../../domain/day.ts';
import type { ReadFailure } from '../../domain/metric/reading.ts';
import { recordBet } from '../forecast/record-bet.ts';
import type { World } from '../ports/world.ts';
import type { ReadoutOutcome } from './readout-outcome.ts';

const minute = 60_000;

/** A source that fails delays the readout: a line on the forecast says why; tried again with backoff, then daily. */
export async function delayReadout(
  world: World,
  bet: BetRecord,
  checkpoint: CheckpointRecord,
  { metric, failure }: { metric: string; failure: ReadFailure },
  until: Date,
  now: Date,
): Promise<ReadoutOutcome> {
  const notBefore = new Date(now.getTime() + Math.min(day, 15 * minute * 2 ** checkpoint.attempts));
  const delayed = { metric, cause: failure.text, since: bet.delayed?.since ?? now, until };
  await world.store.transaction(async (tx) => {
    await recordBet(tx, { ...bet, delayed });
    await tx.updateCheckpoint({ ...checkpoint, attempts: checkpoint.attempts + 1, notBefore });
  });
  world.log.warn({ bet: bet.id, metric, reason: failure.reason }, `Readout delayed: ${failure.text}`);
  return { status: 'delayed', metric, cause: failure.text };
}
