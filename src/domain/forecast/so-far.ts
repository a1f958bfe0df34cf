import type { ExpectedMovement } from '../bet/bet.ts';
import type { Span } from '../declaration/declaration.ts';
import { mostOfRecord, type TrackRecord } from '../ledger/track-record.ts';

/** Fewer bets have no typical result. */
export const fewestForTypical = 3;

/** How bets went before this one, and whose record that is: the metric's own, or a wider one where that is too short. */
export interface SoFar {
  of: 'metric' | 'team' | 'repository';
  /** The team, where it is its record. */
  team?: string;
  record: TrackRecord;
  /** Bets on the metric itself that have concluded. */
  onMetric: number;
  /** Expectations may not be shown, only movements. */
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

/** The same as it is told. */
export interface SoFarView extends SoFar {
  /** Actual divided by expected, where there are enough of them for anything typical. */
  typical?: NonNullable<TrackRecord['reached']>;
  /** What the typical share would come to here, as a relative change. */
  here?: number;
  /** Older bets were left out. */
  isCut: boolean;
}

export function viewSoFar(
  soFar: SoFar,
  {
    movement,
    expected,
    detectable,
  }: { movement: Pick<ExpectedMovement, 'metric'>; expected?: { relative?: Span }; detectable?: object },
): SoFarView {
  const { reached, concluded } = soFar.record;
  const typical = reached && reached.count >= fewestForTypical ? reached : undefined;
  const hope = movement.metric.good === 'up' ? expected?.relative?.low : expected?.relative?.high;
  return {
    ...soFar,
    ...(typical ? { typical } : {}),
    ...(typical && hope !== undefined && !(detectable && 'inUnit' in detectable)
      ? { here: typical.median * hope }
      : {}),
    isCut: concluded >= mostOfRecord,
  };
}
