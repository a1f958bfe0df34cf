import { isDeepStrictEqual } from 'node:util';
import type { BetRecord } from '../../domain/bet/bet-record.ts';
import { readoutDays } from '../../domain/bet/schedule.ts';
import { issueKey } from '../../domain/declaration/issue-reference.ts';
import { mostNamed } from '../../render/words/other-bets.ts';
import type { Store } from '../ports/store.ts';
import type { World } from '../ports/world.ts';

/** An open pull request of somebody without write access has nothing else written anew: anyone who likes could toggle it all day. */
export async function countsForOthers(
  { isGuest }: Pick<World, 'isGuest'>,
  before: BetRecord | undefined,
  after: BetRecord | undefined,
): Promise<boolean> {
  const bet = after ?? before;
  return bet !== undefined && concernsOthers(before, after) && !(await isGuest(bet.repository, bet.author));
}

/** Whether what others say of a bet changes. */
export const concernsOthers = (before: BetRecord | undefined, after: BetRecord | undefined): boolean =>
  !isDeepStrictEqual([told(before), restsOn(before)], [told(after), restsOn(after)]);

/**
 * Forecasts of bets on the same metrics, or on metrics above or below, name this one: when what they say of it changes, they are looked
 * at again, those that matter most, as many as a forecast names. Such a look causes no further ones, and writes nothing where nothing changed.
 * @param before the bet as it was; undefined: there was none
 * @param after undefined: it is gone
 */
export async function refreshOthers(
  store: Store,
  before: BetRecord | undefined,
  after: BetRecord | undefined,
): Promise<void> {
  if (isDeepStrictEqual(told(before), told(after))) return;
  const others = [];
  for (const bet of [before, after]) if (bet) others.push(...(await store.otherBets(bet)));
  if (isCrowded(others) && !isShipped(before) && !isShipped(after)) return;
  const once = [...new Map(others.map((other) => [other.betId, other])).values()];
  for (const { repositoryId, number } of once.slice(0, mostNamed))
    await store.enqueue({ kind: 'forecast', repositoryId, number });
}

const isShipped = (bet: BetRecord | undefined) => bet?.state === 'shipped' || bet?.state === 'concluded';

/** Where there are more than a forecast names, one that comes or goes tells nobody anything, and would cost twenty edits. */
const isCrowded = (others: { betId: string }[]) => new Set(others.map(({ betId }) => betId)).size > mostNamed;

const restsOn = (bet: BetRecord | undefined) => [bet?.state, bet?.bet.hypotheses.map((issue) => issueKey(issue))];

/** What the others say of a bet. */
function told(bet: BetRecord | undefined): unknown {
  if (!bet || bet.state === 'closed') return undefined;
  const { state, shippedAt, map } = bet;
  const metrics = bet.bet.movements.map(({ metric }) => metric.name);
  return { state, shippedAt, metrics, days: readoutDays(map.followUp.afterDays, bet.bet).at(-1) };
}
