import type { BetRecord } from '../../domain/bet/bet-record.ts';
import type { ShipSignal } from '../../domain/bet/lifecycle.ts';
import { isMeasured } from '../../domain/bet/transitions.ts';
import { day } from '../../domain/day.ts';
import type { Repository } from '../../domain/repository.ts';
import type { Reply } from '../../render/commands/reply-comment.ts';
import type { SaidComment } from '../ports/domain-event.ts';
import type { World } from '../ports/world.ts';
import { startClock } from '../release/ship-bet.ts';

/**
 * `/soundings live`: the change reached its users then. It starts the clock where GitHub cannot know, and starts it anew where a release was not it (a flag was
 * off): until the last readout has concluded.
 */
export async function goLive(
  world: World,
  repository: Repository,
  { number, at: saidAt }: SaidComment,
  onDay: string | undefined,
  by: string,
): Promise<Reply | undefined> {
  const bet = await world.store.betOf(repository.id, number);
  if (!bet || !isOut(bet)) return { kind: 'cannot-go-live', because: bet?.state ?? 'no-bet' };
  if (bet.extended) return { kind: 'cannot-go-live', because: 'concluded' };
  if (!isMeasured(bet)) return { kind: 'cannot-go-live', because: 'not-measured' };
  const at = instantOf(onDay, saidAt);
  if (at > saidAt) return { kind: 'cannot-go-live', because: 'not-yet' };
  const { mergedAt = at, mergeSha: sha = '' } = bet;
  // Heard again, and said of what was taken back and brought again since.
  if (saidAt < mergedAt) return undefined;
  if (dayOf(at) < dayOf(mergedAt)) return { kind: 'cannot-go-live', because: 'before-merge', mergedAt };
  const shippedAt = at < mergedAt ? mergedAt : at;
  const signal: ShipSignal = { on: 'live', by, sha };
  // The same comment read again, or the same said twice.
  if (bet.signal?.on === 'live' && bet.shippedAt?.getTime() === shippedAt.getTime()) return undefined;
  await startClock(world, bet, signal, shippedAt);
  return undefined;
}

const isOut = ({ state, undoing }: BetRecord) =>
  state === 'merged' || state === 'shipped' || (state === 'reverted' && undoing?.by === 'rollback');

/** The middle of the day, or what there is of it: the day of a release is neither before nor after. */
function instantOf(onDay: string | undefined, saidAt: Date): Date {
  if (onDay === undefined) return saidAt;
  const noon = new Date(Date.parse(`${onDay}T00:00:00Z`) + day / 2);
  return dayOf(noon) === dayOf(saidAt) && noon > saidAt ? saidAt : noon;
}

const dayOf = (instant: Date) => instant.toISOString().slice(0, 10);
