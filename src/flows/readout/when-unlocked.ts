import { day } from '../../domain/day.ts';

/**
 * When to try again what GitHub did not let us write: the next day, later after longer and longer rests, as a conversation may stay locked, and a
 * repository archived, for good.
 */
export const whenUnlocked = (firstTriedAt: Date, now: Date): Date =>
  new Date(now.getTime() + Math.max(day, (now.getTime() - firstTriedAt.getTime()) / 4));
