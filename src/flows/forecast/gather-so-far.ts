import type { BetRecord } from '../../domain/bet/bet-record.ts';
import { fewestForTypical, type SoFar, soFarOf } from '../../domain/forecast/so-far.ts';
import type { Store } from '../ports/store.ts';

/** How bets on the metric went before; from the merge on, as it was known then, so that a bet is never in the record that it is held against. */
export async function gatherSoFar(store: Store, { bet, repository, mergedAt }: BetRecord): Promise<SoFar | undefined> {
  const metric = bet.movements[0]?.metric;
  if (!metric) return undefined;
  const { name, owner: team } = metric;
  const wider = [
    { of: 'metric' as const, ask: { metric: name } },
    ...(team === undefined ? [] : [{ of: 'team' as const, team, ask: { team } }]),
    { of: 'repository' as const, ask: { repositoryId: repository.id } },
  ];
  const asked = wider.map(({ ask }) => ask);
  const records = await store.trackRecords(repository.ownerId, asked, fewestForTypical, mergedAt);
  return soFarOf(
    wider.flatMap(({ ask: _, ...whose }, nth) => (records[nth] ? [{ ...whose, record: records[nth] }] : [])),
  );
}
