import type { TrackRecord } from '../ledger/track-record.ts';

/** Of fewer nothing typical can be told. */
export const fewestForTypical = 3;

/** How bets went before this one, and whose record that is: the metric's own, or a wider one where that is too short. */
export interface SoFar {
  of: 'metric' | 'team' | 'repository';
  /** The team, where it is its record. */
  team?: string;
  record: TrackRecord;
  /** Bets on the metric itself that have concluded. */
  onMetric: number;
  /** What was expected may not be told of: only that they moved. */
  unheld?: true;
}

/** The narrowest record that is long enough; if none is, the narrowest that there is. Undefined: nothing has concluded. */
export function soFarOf(records: Pick<SoFar, 'of' | 'team' | 'record'>[]): SoFar | undefined {
  const chosen =
    records.find(({ record }) => record.concluded >= fewestForTypical) ??
    records.find(({ record }) => record.concluded > 0);
  if (!chosen) return undefined;
  return { ...chosen, onMetric: records.find(({ of }) => of === 'metric')?.record.concluded ?? 0 };
}
