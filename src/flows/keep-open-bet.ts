import type { PullRequestFacts } from '../domain/facts.ts';
import type { Judgement } from '../domain/judgement.ts';
import type { BetRecord, World } from './ports.ts';
import { refreshOthers } from './refresh-others.ts';

/** While a pull request is open its bet follows the description; when the description drops it, the ledger drops it too. */
export async function keepOpenBet({ store }: World, facts: PullRequestFacts, judgement: Judgement): Promise<void> {
  const { repository, pullRequest } = facts;
  const record = betOf(facts, judgement);
  const known = await store.betOf(repository.id, pullRequest.number);
  await store.transaction(async (tx) => {
    if (record) await tx.saveBet(record);
    else if (known) await tx.deleteBet(known.id);
    await refreshOthers(tx, known, record);
  });
}

/** The bet that a judgement found, as an open ledger entry; undefined when there is none. */
export function betOf(facts: PullRequestFacts, { finding }: Judgement): BetRecord | undefined {
  const { repository, pullRequest, mapState } = facts;
  if (!('bet' in finding) || !('map' in mapState)) return undefined;
  return {
    id: betId(repository.id, pullRequest.number),
    repository,
    number: pullRequest.number,
    title: pullRequest.title,
    author: pullRequest.author.login,
    state: 'open',
    bet: finding.bet,
    mapVersion: mapState.version,
    map: mapState.map,
  };
}

/** One bet a pull request: the id needs no counter and no look-up. */
const betId = (repositoryId: number, number: number) => `${repositoryId}-${number}`;
