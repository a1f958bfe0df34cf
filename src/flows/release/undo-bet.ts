import type { BetRecord } from '../../domain/bet/bet-record.ts';
import { mayBeUndone, mayComeBack, type Undoing } from '../../domain/bet/lifecycle.ts';
import type { Repository } from '../../domain/repository.ts';
import { keepBet } from '../forecast/keep-bet.ts';
import { refreshOthers } from '../forecast/refresh-others.ts';
import type { Reapplication } from '../ports/job.ts';
import type { World } from '../ports/world.ts';
import { publishVerdictLabel } from '../publish/publish-verdict-label.ts';
import { cancelClock, shipIfReleased } from './ship-bet.ts';

/** Taken out of measuring: no verdict follows, and the forecast says by what and when. */
export async function undoBet(world: World, repository: Repository, number: number, undoing: Undoing): Promise<void> {
  const bet = await world.store.betOf(repository.id, number);
  if (!bet || !mayBeUndone(bet, undoing)) return;
  const { delayed: _, ...rest } = bet;
  await world.store.transaction(async (tx) => {
    const reverted: BetRecord = { ...rest, state: 'reverted', undoing: moreTelling(bet.undoing, undoing) };
    await keepBet(tx, reverted);
    // An experiment is taken back when it is over, and asked what it taught all the same.
    await cancelClock(tx, bet);
    await refreshOthers(tx, bet, reverted);
  });
  await publishVerdictLabel(world, repository, number, 'reverted');
}

/** A merged revert is heard of twice, as a pull request and as a pushed commit, in any order: people know the pull request. */
function moreTelling(known: Undoing | undefined, heard: Undoing): Undoing {
  return known?.by === 'revert' && heard.by === 'commit' ? known : heard;
}

/** Brought back by a revert of the revert: it waits for its release again, and gets a new window. */
export async function reapplyBet(
  world: World,
  repository: Repository,
  number: number,
  by: Reapplication,
): Promise<void> {
  const bet = await world.store.betOf(repository.id, number);
  if (!bet || !mayComeBack(bet, by)) return;
  if (bet.state === 'reverted' && isOldNews(bet, by)) return;
  const back = isNews(bet, by) ? broughtBack(bet, by) : named(bet, by);
  if (back !== bet)
    await world.store.transaction(async (tx) => {
      await keepBet(tx, back);
      if (bet.state === 'shipped' && back.state === 'merged') await cancelClock(tx, bet);
      await refreshOthers(tx, bet, back);
    });
  await publishVerdictLabel(world, repository, number, undefined);
  // Also when it is back already: the first try may have ended before it looked for the release.
  if (back.state === 'merged') await shipIfReleased(world, back, true);
}

/** It was brought back by this one, or a later one, and taken out again since. */
const isOldNews = ({ reapplied }: BetRecord, by: Reapplication) => reapplied !== undefined && reapplied.at >= by.at;

/** Also when the revert has not been heard of: it comes late, and is old news then. */
const isNews = (bet: BetRecord, by: Reapplication) =>
  bet.state === 'reverted' || (isOut(bet) && bet.mergeSha !== by.sha && !isOldNews(bet, by));

const isOut = ({ state }: BetRecord) => state === 'merged' || state === 'shipped';

/** Heard of as a pushed commit before; now the pull request says its number. */
function named(bet: BetRecord, { number, sha }: Reapplication): BetRecord {
  const { reapplied, mergeSha } = bet;
  if (!reapplied || reapplied.number !== undefined || number === undefined || mergeSha !== sha) return bet;
  return { ...bet, reapplied: { ...reapplied, number } };
}

function broughtBack(bet: BetRecord, { number, sha, at }: Reapplication): BetRecord {
  const { undoing: _, shippedAt: __, signal: ___, ...rest } = bet;
  const reapplied = number === undefined ? { at } : { number, at };
  return { ...rest, state: 'merged', mergeSha: sha, mergedAt: at, reapplied };
}
