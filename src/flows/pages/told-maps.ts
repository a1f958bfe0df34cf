import { type Disclosure, disclosureOf, shownOf } from '../../domain/disclosure/disclosure.ts';
import { inShort } from '../../domain/disclosure/in-short.ts';
import type { LedgerEntry } from '../../domain/ledger/ledger.ts';
import type { Metric } from '../../domain/metric/metric.ts';
import type { GovernedBy } from '../../domain/portfolio/portfolio.ts';
import { isSameName } from '../../domain/repository.ts';
import type { Reader } from '../ports/page-record.ts';

/** A map that a reader has, with what of it may be shown where it is. */
export interface ToldMap {
  governed: GovernedBy;
  disclosure: Disclosure;
}

export function toldMap(governed: GovernedBy, reader: Reader): ToldMap {
  const home = [...reader.values()].find(({ name }) => isSameName(name, governed.home));
  const repository = home && !home.private ? 'public' : 'private';
  return { governed, disclosure: disclosureOf(governed.map, { repository, readsHome: home !== undefined }) };
}

export const showsFigures = ({ disclosure }: ToldMap, metric: Metric): boolean =>
  shownOf(disclosure, metric) === 'figures';

/** Cuts the ledger's rows to what may be told of them. */
export function tellingOf(told: ToldMap[], reader: Reader) {
  const words = told.every(({ disclosure }) => disclosure.words);
  // Once for all rows: there are hundreds, and thousands of metrics in a map.
  const idOf = new Map([...reader].toReversed().map(([id, { name }]) => [name.toLowerCase(), id]));
  const shown = told.map((one) => ({
    repositories: new Set(one.governed.repositories),
    metrics: new Set(one.governed.map.metrics.filter((metric) => showsFigures(one, metric)).map(({ name }) => name)),
  }));
  const mayTell = ({ repository, metric }: { repository: string; metric?: string }) => {
    const id = idOf.get(repository.toLowerCase());
    const here = shown.find(({ repositories }) => id !== undefined && repositories.has(id));
    return metric !== undefined && here?.metrics.has(metric) === true;
  };
  return (entry: LedgerEntry): LedgerEntry => (mayTell(entry) ? entry : withoutComparison(entry, words));
}

/** What was expected may have been a size that tells the level; and so may whether it was reached. What people learned may hold any figure. */
function withoutComparison(
  { expected: _, verdict: __, learned, effect, ...entry }: LedgerEntry,
  words: boolean,
): LedgerEntry {
  return {
    ...entry,
    ...(effect && { effect: inShort(effect) }),
    ...(words && learned !== undefined ? { learned } : {}),
  };
}
