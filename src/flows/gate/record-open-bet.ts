import { isDeepStrictEqual } from 'node:util';
import { opened, type StatedBet } from '../../domain/bet/transitions.ts';
import type { PullRequestFacts } from '../../domain/gate/facts.ts';
import type { Judgement } from '../../domain/gate/judgement.ts';
import { concernsOthers, refreshOthers } from '../forecast/refresh-others.ts';
import { tellHypotheses } from '../hypothesis/tell-hypotheses.ts';
import type { Store } from '../ports/store.ts';
import type { World } from '../ports/world.ts';
import type { Judged } from './judge-pull-request.ts';

export interface OpenBet {
  /** Others are told of it, unless its author is a guest. */
  isNews: boolean;
  /** @param isHeard whether others are told; undefined: there was nothing to tell when the bet was read. */
  keep(tx: Store, isHeard?: boolean): Promise<void>;
}

/**
 * While a pull request is open its bet follows the description; when the description drops it, the ledger drops it too. Its forecast
 * is looked at either way, in a job of its own. Undefined: there is nothing to keep.
 */
export function openBet({ now }: World, { facts, judgement, kept }: Judged): OpenBet | undefined {
  // What was read last stands until it can be read again.
  if (judgement.finding.kind === 'unjudged') return undefined;
  const stated = statedBet(facts, judgement);
  const known = kept?.bet;
  // A merge is for good: that it is open was read from a copy of GitHub's that lags behind.
  if ((kept && !stated && !known) || known?.frozenBody !== undefined) return undefined;
  return {
    isNews: concernsOthers(known, stated && opened(stated, known)),
    keep: (tx, isHeard) => keep(tx, now(), facts, stated, isHeard),
  };
}

async function keep(
  tx: Store,
  now: Date,
  { repository, pullRequest: { number } }: PullRequestFacts,
  stated: StatedBet | undefined,
  isHeard: boolean | undefined,
): Promise<void> {
  const known = await tx.betOf(repository.id, number);
  // The same, for what has been kept meanwhile.
  if (known?.frozenBody !== undefined) return;
  const record = stated && opened(stated, known);
  const isNews = concernsOthers(known, record);
  // The bet has changed since it was read.
  if (isNews && isHeard === undefined) return tx.enqueue({ kind: 'evaluate', repositoryId: repository.id, number });
  await Promise.all([
    (record || known) && tx.enqueue({ kind: 'forecast', repositoryId: repository.id, number }),
    !record && known && tx.deleteBet(known.id),
    // A push changes nothing of most.
    record && !isDeepStrictEqual(record, known) && tx.saveBet(record, now),
  ]);
  if (!isNews || !isHeard) return;
  await refreshOthers(tx, known, record);
  await tellHypotheses(tx, known, record);
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
