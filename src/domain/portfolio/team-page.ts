import type { Calibration } from '../ledger/calibration.ts';
import type { CalibrationSums, LedgerEntry, PaceSums } from '../ledger/ledger.ts';
import type { PaceFigure } from '../ledger/pace.ts';
import type { Metric } from '../metric/metric.ts';
import type { Team } from '../outcome-map/outcome-map.ts';
import type { LedgerRecord } from './ledger-page.ts';

/** What is on record of a team: its latest bets, and sums of the last year. */
export interface TeamRecord extends LedgerRecord {
  pace: PaceSums;
  calibration: CalibrationSums[];
}

/** A team's box, and the field that it is in; never a person's. */
export interface TeamPage {
  owner: string;
  /** `@acme/growth`. */
  name: string;
  team?: Team;
  metrics: OwnedMetric[];
  open: LedgerRecord['open'];
  entries: LedgerEntry[];
  more: boolean;
  pace: PaceFigure[];
  /** Absent: nothing has concluded, or it would tell what may not be told. */
  calibration?: Calibration;
}

export interface OwnedMetric {
  metric: Metric;
  /** Where its map is not the owner's. */
  home?: string;
  /** A way up the tree, from the metric next above it to the top; none: it drives nothing. */
  above: Metric[];
}
