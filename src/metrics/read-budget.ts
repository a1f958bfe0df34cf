import { SourceFailure } from './source-failure.ts';

const dayMs = 86_400_000;

/**
 * Counts a connection's reads, by this process alone. Throws a SourceFailure once there are more than allowed within a
 * day of the first. Rejected: days of the calendar, where two budgets meet at midnight.
 * @param most absent: any number
 * @param now milliseconds of a monotonic clock
 */
export function readBudget(most: number | undefined, now: () => number): () => void {
  let began = now();
  let count = 0;
  return () => {
    if (most === undefined) return;
    if (count === 0 || now() - began >= dayMs) {
      began = now();
      count = 0;
    }
    if (count === most)
      throw new SourceFailure(
        'query-failed',
        `its connection has had the ${most.toLocaleString('en')} reads that it may have a day`,
        {
          againInMinutes: Math.ceil((began + dayMs - now()) / 60_000),
        },
      );
    count += 1;
  };
}
