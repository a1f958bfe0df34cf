import type { BetRecord } from '../../domain/bet/bet-record.ts';
import { isNameable } from '../../domain/disclosure/nameable.ts';
import { verdictAsTold } from '../../domain/readout/told.ts';
import { type ReleasedBet, withWhatItMoved } from '../../render/readout/release-notes.ts';
import { disclosureForBet } from '../audience/disclosure-for.ts';
import { WriteRefused } from '../ports/forge.ts';
import type { World } from '../ports/world.ts';

/** A release that ships more has the others on its pull requests alone. */
const mostBets = 50;

/**
 * Says in the notes of the release that shipped a bet what became of it and of those beside it, where the map in force wants that. Nothing is written where it
 * is already there. It needs a right that the App does not have by itself (`contents: write`): without it the log says so, and all else goes on.
 */
export async function tellRelease(world: World, bet: BetRecord): Promise<void> {
  const { forge, store, maps } = world;
  const { repository, number, signal } = bet;
  if (signal?.on !== 'release') return;
  const state = await maps.lately(repository);
  if (!('map' in state) || !state.map.release.notes || state.map.policy.mode === 'off') return;
  const release = await forge.releaseNotes(repository, signal.name);
  if (!release) return;
  const others = (await store.shippedTogether(bet)).slice(0, mostBets - 1);
  const numbers = [number, ...others].sort((one, other) => one - other);
  const bets = [];
  for (const one of numbers) {
    const found = one === number ? bet : await store.betOf(repository.id, one);
    if (found) bets.push(await asTold(world, found));
  }
  const notes = withWhatItMoved(release.notes, bets);
  if (notes === release.notes) return;
  try {
    await forge.updateReleaseNotes(repository, release.id, notes);
  } catch (error) {
    if (!(error instanceof WriteRefused)) throw error;
  }
}

async function asTold(world: World, record: BetRecord): Promise<ReleasedBet> {
  const { number, title, state, bet, verdict } = record;
  const disclosure = await disclosureForBet(world, record, true);
  const told = verdict && verdictAsTold(verdict, bet, disclosure);
  const metric = bet.movements[0]?.metric;
  return {
    ...{ number, title, state },
    ...(metric && isNameable(metric, disclosure) ? { metric: metric.title } : {}),
    ...(told && { verdict: told }),
  };
}
