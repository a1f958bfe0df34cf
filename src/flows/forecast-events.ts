import type { ForecastEvent } from '../domain/forecast.ts';
import type { BetRecord, CheckpointRecord } from './ports.ts';

/** What happened to a bet since it was stated, oldest first. */
export function eventsOf(record: BetRecord, checkpoints: CheckpointRecord[]): ForecastEvent[] {
  const events: ForecastEvent[] = [];
  const { mergedAt, amendedAt, reapplied, shippedAt, signal, undoing, delayed, verdict, concludedAt } = record;
  if (reapplied) events.push({ kind: 'reapplied', ...reapplied });
  else if (mergedAt) events.push({ kind: 'merged', at: mergedAt });
  if (shippedAt && signal)
    events.push({ kind: 'shipped', signal, at: shippedAt, readoutsDue: readoutsDue(checkpoints) });
  if (amendedAt) events.push({ kind: 'amended', at: amendedAt });
  if (delayed) events.push({ kind: 'delayed', ...delayed });
  if (undoing) events.push({ kind: 'undone', undoing });
  if (verdict && concludedAt) events.push({ kind: 'concluded', verdict, at: concludedAt });
  return events;
}

/** Cancelled ones belong to an earlier window, or to a bet that was undone. */
function readoutsDue(checkpoints: CheckpointRecord[]): Date[] {
  return checkpoints
    .filter(({ kind, status }) => kind === 'readout' && status !== 'cancelled')
    .map(({ dueAt }) => dueAt);
}
