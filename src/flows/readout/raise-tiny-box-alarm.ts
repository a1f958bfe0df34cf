import type { BetRecord } from '../../domain/bet/bet-record.ts';
import { type FollowedEdge, followedEdges } from '../../domain/bet/followed-edges.ts';
import { nameOfOther } from '../../domain/bet/other-bet.ts';
import { readoutDays } from '../../domain/bet/schedule.ts';
import { isNameable } from '../../domain/disclosure/nameable.ts';
import { type TinyBox, tinyBoxOf } from '../../domain/ledger/tiny-box.ts';
import type { EdgeTrial } from '../../domain/ledger/track-record.ts';
import type { Repository } from '../../domain/repository.ts';
import { renderTinyBoxAlarm } from '../../render/readout/tiny-box-alarm.ts';
import { disclosureForBet } from '../audience/disclosure-for.ts';
import { placeFrom } from '../audience/quotable.ts';
import type { Store } from '../ports/store.ts';
import type { World } from '../ports/world.ts';
import { commentsWanted } from '../publish/comments-wanted.ts';
import { publishComment } from '../publish/publish-comment.ts';

export function edgesOf({ map, bet }: BetRecord): FollowedEdge[] {
  return followedEdges(map.metrics, bet, readoutDays(map.followUp.afterDays, bet).at(-1) ?? 0);
}

/**
 * Bets move a metric and the one above it stays where it is: a question for the last of these bets, which is asked in a job of its own pull
 * request, since several bets may be followed at the same time.
 */
export async function suspectTinyBox(store: Store, bet: BetRecord, edges: FollowedEdge[]): Promise<void> {
  for (const edge of edges) {
    const last = (await boxOf(store, bet, edge))?.trials.at(-1);
    if (last) await store.enqueue({ kind: 'tiny-box', repositoryId: last.repositoryId, number: last.number });
  }
}

/** Said once for the owner, and again only after a later bet was followed. Run twice, it says nothing twice. */
export async function raiseTinyBoxAlarms(world: World, { id }: Repository, number: number): Promise<void> {
  const bet = await world.store.betOf(id, number);
  if (!bet || (await commentsWanted(world, bet.repository)).alarm === 'off') return;
  for (const edge of edgesOf(bet)) await raiseTinyBoxAlarm(world, bet, edge);
}

async function raiseTinyBoxAlarm(world: World, bet: BetRecord, edge: FollowedEdge): Promise<void> {
  const { lower, upper, afterDays } = edge;
  const box = await boxOf(world.store, bet, edge);
  const last = box?.trials.at(-1);
  if (!box || last?.betId !== bet.id) return;
  const disclosure = await disclosureForBet(world, bet);
  if (![lower, upper].every((metric) => isNameable(metric, disclosure))) return;
  const { repository, number } = bet;
  const alarm = { lower: lower.name, upper: upper.name, repositoryId: repository.id, number, at: last.at };
  if (!(await world.store.claimEdgeAlarm(repository.ownerId, alarm, box.followedAt))) return;
  const trials = [];
  for (const trial of box.trials) trials.push({ bet: await nameOf(world, bet, trial), trial });
  const body = renderTinyBoxAlarm({ lower, upper, horizonDays: afterDays, trials });
  await publishComment(world, repository, number, { kind: 'alarm', key: tinyBoxKey(lower.name, upper.name), body });
}

/** Names that hold hyphens themselves are kept apart by what no name can hold. Others go by what alarms on GitHub say already. */
export const tinyBoxKey = (lower: string, upper: string) =>
  `tiny-box-${lower}${[lower, upper].some((name) => name.includes('-')) ? '>' : '-'}${upper}`;

async function boxOf(
  store: Store,
  { repository: { ownerId } }: BetRecord,
  { lower, upper }: FollowedEdge,
): Promise<TinyBox | undefined> {
  const tried = await store.edgeTrials(ownerId, [lower.name]);
  return tinyBoxOf(tried.filter((trial) => trial.upper === upper.name));
}

async function nameOf(world: World, { repository, author }: BetRecord, trial: EdgeTrial): Promise<string> {
  const there = await world.store.repository(trial.repositoryId);
  const place = there ? await placeFrom(world, repository, there, author) : 'hidden';
  return nameOfOther({ number: trial.number, ...(place ? { repository: place } : {}) });
}
