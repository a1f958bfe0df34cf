import type { FollowedEdge } from '../domain/followed-edges.ts';
import { nameOfOther, placeFrom } from '../domain/other-bet.ts';
import { tinyBoxOf } from '../domain/tiny-box.ts';
import type { EdgeTrial } from '../domain/track-record.ts';
import { renderTinyBoxAlarm } from '../render/tiny-box-alarm.ts';
import type { BetRecord, World } from './ports.ts';
import { publishComment } from './publish-comment.ts';

/**
 * Bets move a metric and the one above it stays where it is: said once for the owner, on the last of these bets, and again only after a
 * later bet was followed. Run twice, it says nothing twice.
 */
export async function raiseTinyBoxAlarm(
  world: World,
  { repository: { ownerId } }: BetRecord,
  { lower, upper, afterDays }: FollowedEdge,
): Promise<void> {
  const { store } = world;
  const tried = await store.edgeTrials(ownerId, [lower.name]);
  const box = tinyBoxOf(tried.filter((trial) => trial.upper === upper.name));
  const last = box?.trials.at(-1);
  const bet = last && (await store.bet(last.betId));
  if (!box || !bet) return;
  const { repository, number } = bet;
  const alarm = { lower: lower.name, upper: upper.name, repositoryId: repository.id, number, at: last.at };
  if (!(await store.claimEdgeAlarm(ownerId, alarm, box.followedAt))) return;
  const trials = [];
  for (const trial of box.trials) trials.push({ bet: await nameOf(world, bet, trial), trial });
  const body = renderTinyBoxAlarm({ lower, upper, horizonDays: afterDays, trials });
  await publishComment(world, repository, number, { kind: 'alarm', key: `tiny-box-${lower.name}-${upper.name}`, body });
}

async function nameOf({ store }: World, { repository }: BetRecord, trial: EdgeTrial): Promise<string> {
  const there = await store.repository(trial.repositoryId);
  const place = there ? placeFrom(repository, there) : 'hidden';
  return nameOfOther({ number: trial.number, ...(place ? { repository: place } : {}) });
}
