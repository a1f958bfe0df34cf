import { isOwnersMap } from '../../domain/portfolio/find-wanted.ts';
import type { Choices, LedgerAsked, LedgerPage, LedgerRecord } from '../../domain/portfolio/ledger-page.ts';
import type { GovernedBy } from '../../domain/portfolio/portfolio.ts';
import type { OwnerPlace, Reader } from '../ports/page-record.ts';
import { tellingOf, toldMap } from './told-maps.ts';

/** A part of the ledger, cut to what the reader may see. */
export function ledgerPageOf(
  { owner }: OwnerPlace,
  { maps, entries, ...record }: LedgerRecord,
  { reader, asked }: { reader: Reader; asked: LedgerAsked },
): LedgerPage {
  const told = maps.map((governed) => toldMap(governed, reader));
  return {
    owner,
    asked,
    ...record,
    // A filter must not tell what a row does not.
    entries: entries.map(tellingOf(told, reader)).filter(({ verdict }) => !asked.verdict || verdict === asked.verdict),
    choices: choicesOf(maps, reader),
  };
}

function choicesOf(maps: GovernedBy[], reader: Reader): Choices {
  const named = (governed: GovernedBy, id: string) => (isOwnersMap(governed, maps) ? id : `${governed.home}/${id}`);
  const each = (of: (governed: GovernedBy) => string[]) => [...new Set(maps.flatMap(of))];
  return {
    objectives: each((one) => one.map.objectives.map(({ id }) => named(one, id))),
    keyResults: each((one) => one.map.objectives.flatMap((it) => it.keyResults.map(({ id }) => named(one, id)))),
    teams: each((one) => one.map.metrics.flatMap(({ owner }) => (owner?.includes('/') ? [owner] : []))).sort(),
    metrics: each((one) => one.map.metrics.map(({ name }) => name)).sort(),
    repositories: [...reader.values()].map(({ name }) => name).sort(),
  };
}
