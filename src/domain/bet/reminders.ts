import { day } from '../day.ts';
import type { Checkpoint } from './checkpoint.ts';

/** How long a failing or silent source is retried; after that its bet or edge trial ends without data. */
export const patienceDays = 7;

const after = (kind: Checkpoint['kind'], from: Date, afterDays: number): Checkpoint => ({
  kind,
  afterDays,
  dueAt: new Date(from.getTime() + afterDays * day),
  final: false,
});

/** When a bet that nobody has decided on is asked about. */
export const decisionReminder = (concludedAt: Date): Checkpoint => after('decision', concludedAt, 7);

/** When a merged pull request of discovery is asked what was learned. */
export const learningQuestion = (mergedAt: Date): Checkpoint => after('learning', mergedAt, 14);

/** A merged bet that is in no release by then says so. */
export const unreleasedAfterDays = 30;
export const releaseReminder = (mergedAt: Date): Checkpoint => after('release', mergedAt, unreleasedAfterDays);
