import type { MergedBet } from '../../domain/bet/bet-record.ts';
import { type Carrier, placesOf } from '../../domain/bet/carrier.ts';
import type { Reverter } from '../ports/job.ts';
import type { Store } from '../ports/store.ts';
import type { World } from '../ports/world.ts';
import { holds } from './holds.ts';

/** A revert of a revert of a revert: nobody goes on like that for long. */
export const deepest = 5;

/**
 * A release of another branch may hold the change, and a revert of it from that branch: then it has reached nobody there, and the bet waits for the
 * next release. GitHub is asked only if somebody says that the change was taken back.
 */
export async function isTakenBackIn(world: World, bet: MergedBet, signal: { sha: string }): Promise<boolean> {
  const places = placesOf(bet);
  if (!(await world.store.isReverted(bet.repository.id, places))) return false;
  const isThere = (sha: string) => holds(world, bet.repository, signal, sha);
  let isTakenBack = false;
  for (const place of places)
    if (await isThere(place.sha)) {
      if (!(await isTakenBackAmong(world.store, bet, place, isThere))) return false;
      isTakenBack = true;
    }
  return isTakenBack;
}

/** What was said last of what is there decides: it was taken back, or brought again. */
export async function isTakenBackAmong(
  store: Store,
  bet: MergedBet,
  place: Carrier,
  isThere: (sha: string) => boolean | Promise<boolean>,
): Promise<boolean> {
  const said = (await saidOf(store, bet.repository.id, place)).filter(
    ({ by, depth }) => depth > 0 || !decidesItAll(bet, place, by),
  );
  said.sort((one, other) => Number(other.by.at) - Number(one.by.at) || other.depth - one.depth);
  for (const { by, depth } of said) if (by.sha !== undefined && (await isThere(by.sha))) return depth % 2 === 0;
  return false;
}

/** A revert on the bet's own branch, or on the default one, takes the bet back wherever it is. */
export const decidesItAll = (bet: MergedBet, { branch }: Carrier, by: Reverter): boolean =>
  by.branch === branch && (branch === bet.branch || branch === undefined);

interface Said {
  by: Reverter;
  /** Even: takes it back. Odd: brings it again. */
  depth: number;
}

async function saidOf(
  store: Store,
  id: number,
  merge: { number?: number; sha?: string; at: Date },
  depth = 0,
): Promise<Said[]> {
  if (depth === deepest) return [];
  const since = (await store.revertersOf(id, merge)).filter(({ at }) => at >= merge.at);
  const said: Said[] = since.map((by) => ({ by, depth }));
  for (const by of since) said.push(...(await saidOf(store, id, by, depth + 1)));
  return said;
}
