import { unreleasedAfterDays } from '../bet/reminders.ts';
import { day } from '../day.ts';
import type { SilentBet } from './ledger.ts';

/** Days after `since` that are given before it counts as silence. */
export const silentAfterDays: Record<SilentBet['silence'], number> = {
  // Due work runs every minute; anything a day late will not run.
  'no-readout': 1,
  'no-data': 0,
  undecided: 14,
  unreleased: unreleasedAfterDays,
  unanswered: 14,
};

export const mostSilentAfterDays = Math.max(...Object.values(silentAfterDays));

export const wasSilentAt = ({ silence, since }: Pick<SilentBet, 'silence' | 'since'>, at: Date): boolean =>
  since.getTime() + silentAfterDays[silence] * day < at.getTime();
