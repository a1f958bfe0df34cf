import { isDeepStrictEqual } from 'node:util';
import { opened, type StatedBet } from '../../domain/bet/transitions.ts';
import type { PullRequestFacts } from '../../domain/gate/facts.ts';
import type { Judgement } from '../../domain/gate/judgement.ts';
import { concernsOthers, refreshOthers } from '../forecast/refresh-others.ts';
import { tellHypotheses } from '../hypothesis/tell-hypotheses.ts';
import type { World } from '../ports/world.ts';
import type { Judged } from './judge-pull-request.ts';

/**
 * While a pull request is open its bet follows the description; when the description drops it, the ledger drops it too. Its forecast
 * is looked at either way, in a job of its own.
 */
export async function recordOpenBet(world: World, { facts, judgement, kept }: Judged): Promise<void> {
  const stated = statedBet(facts, judgement);
  const known = kept?.bet;
  // A merge is for good: that it is open was read from a copy of GitHub's that lags behind.
  if ((kept && !stated && !known) || known?.frozenBody !== undefined) return;
  // Who its author is may have to be asked of GitHub, for which no transaction waits.
  const { repository, pullRequest } = facts;
  const isHeard = async () => !(await world.isGuest(repository, pullRequest.author.login));
  const isNews = concernsOthers(known, stated && opened(stated, known));
  // What is known may have changed since it was read.
  if ((await recorded(world, facts, stated, isNews ? await isHeard() : undefined)) === 'who matters')
    await recorded(world, facts, stated, await isHeard());
}

/** @param isHeard whether others are told; undefined: it is not known. `who matters`: it has to be, and nothing was done. */
function recorded(
  { store, now }: World,
  { repository, pullRequest: { number } }: PullRequestFacts,
  stated: StatedBet | undefined,
  isHeard?: boolean,
): Promise<'done' | 'who matters'> {
  return store.transaction(async (tx) => {
    const known = await tx.betOf(repository.id, number);
    // A merge is for good: that it is open was read before, or from a copy of GitHub's that lags behind.
    if (known?.frozenBody !== undefined) return 'done';
    const record = stated && opened(stated, known);
    const isNews = concernsOthers(known, record);
    if (isNews && isHeard === undefined) return 'who matters';
    if (record || known) await tx.enqueue({ kind: 'forecast', repositoryId: repository.id, number });
    if (!record && known) await tx.deleteBet(known.id);
    // A push changes nothing of most.
    if (record && !isDeepStrictEqual(record, known)) await tx.saveBet(record, now());
    if (!isNews || !isHeard) return 'done';
    await refreshOthers(tx, known, record);
    await tellHypotheses(tx, known, record);
    return 'done';
  });
}

/** The bet that a judgement found; undefined when there is none. */
export function statedBet(facts: PullRequestFacts, { finding }: Judgement): StatedBet | undefined {
  const { repository, pullRequest, mapState } = facts;
  if (!('bet' in finding) || !('map' in mapState)) return undefined;
  return {
    id: betId(repository.id, pullRequest.number),
    repository,
    number: pullRequest.number,
    title: pullRequest.title,
    author: pullRequest.author.login,
    bet: finding.bet,
    mapVersion: mapState.version,
    map: mapState.map,
  };
}

/** One bet a pull request: the id needs no counter and no look-up. */
const betId = (repositoryId: number, number: number) => `${repositoryId}-${number}`;
