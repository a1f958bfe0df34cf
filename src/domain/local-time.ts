import { LRUCache } from 'lru-cache';
import { IANAZone } from 'luxon';

const minute = 60_000;
const day = 86_400_000;

/**
 * The instant at which a place's clocks show a time (`wall`, as if it were UTC); the second one too where it comes twice, because the clocks are set back. A
 * time that the clocks pass over counts from the offset before.
 */
export function instantsAt(wall: number, timezone: string): { at: number; again?: number } {
  if (timezone === 'UTC') return { at: wall };
  const offset = (at: number) => offsetAt(at, timezone);
  const [before, after] = [offset(wall - day), offset(wall + day)];
  const [early, late] = [before, after].map((own) => wall - own * minute) as [number, number];
  if (before === after) return { at: early };
  const isAt = (at: number) => at + offset(at) * minute === wall;
  if (isAt(early) && isAt(late)) return { at: Math.min(early, late), again: Math.max(early, late) };
  return { at: isAt(late) ? late : early };
}

/** What the clocks of a place show at an instant, as if that were UTC. */
export function wallAt(at: number, timezone: string): number {
  return timezone === 'UTC' ? at : at + offsetAt(at, timezone) * minute;
}

/** Clocks change on quarters of an hour. Asking for an offset costs more than all else that is done with a row. */
const quarter = 15 * minute;
const known = new LRUCache<string, number>({ max: 10_000 });

function offsetAt(at: number, timezone: string): number {
  const key = `${timezone} ${Math.floor(at / quarter)}`;
  const found = known.get(key) ?? IANAZone.create(timezone).offset(at);
  known.set(key, found);
  return found;
}
