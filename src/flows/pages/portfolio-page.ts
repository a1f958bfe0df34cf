import { type Disclosure, disclosureOf, shownOf } from '../../domain/disclosure/disclosure.ts';
import type { LedgerEntry } from '../../domain/ledger/ledger.ts';
import type { Metric } from '../../domain/metric/metric.ts';
import type { MetricLevel } from '../../domain/metric/metric-level.ts';
import { type GovernedBy, sectionOf, standingOf } from '../../domain/portfolio/portfolio.ts';
import type { PortfolioPage } from '../../domain/portfolio/portfolio-page.ts';
import { isSameName } from '../../domain/repository.ts';
import type { OwnerPlace, PortfolioRecord, Reader } from '../ports/page-record.ts';

interface Told {
  governed: GovernedBy;
  disclosure: Disclosure;
}

/** The maps that a reader has, each with what of it may be shown where it is. */
const toldOf = (maps: GovernedBy[], reader: Reader): Told[] =>
  maps.map((governed) => {
    const home = [...reader.values()].find(({ name }) => isSameName(name, governed.home));
    const repository = home && !home.private ? 'public' : 'private';
    return { governed, disclosure: disclosureOf(governed.map, { repository, readsHome: home !== undefined }) };
  });

/** Metrics of key results whose level may be shown. */
export function shownKeyMetrics({ maps }: Pick<PortfolioRecord, 'maps'>, reader: Reader): Metric[] {
  return toldOf(maps, reader).flatMap(({ governed: { map }, disclosure }) => {
    const wanted = new Set(map.objectives.flatMap(({ keyResults }) => keyResults.map(({ metric }) => metric)));
    return map.metrics.filter((metric) => wanted.has(metric.name) && shownOf(disclosure, metric) === 'figures');
  });
}

/** Rows of the ledger below. */
const mostEntries = 25;

interface Asked {
  reader: Reader;
  filter: PortfolioPage['filter'];
  /** Of the metrics of `shownKeyMetrics`, by their source: metrics of two maps may have one name. */
  levels: ReadonlyMap<string, MetricLevel>;
  asOf: Date;
}

/** What is on record, cut to what the reader may see. */
export function portfolioPageOf(
  { owner }: OwnerPlace,
  { maps, counts, attention, entries }: PortfolioRecord,
  { reader, filter, levels, asOf }: Asked,
): PortfolioPage {
  const told = toldOf(maps, reader);
  const whole = told.every(({ disclosure }) => disclosure.ofOthers === 'figures' && disclosure.words);
  const mayTell = ({ repository, metric }: { repository: string; metric?: string }) => {
    const id = [...reader].find(([, { name }]) => isSameName(name, repository))?.[0];
    const here = told.find(({ governed }) => id !== undefined && governed.repositories.includes(id));
    const named = here?.governed.map.metrics.find(({ name }) => name === metric);
    return here !== undefined && named !== undefined && shownOf(here.disclosure, named) === 'figures';
  };
  const shown = entries.map((entry) => (mayTell(entry) ? entry : withoutComparison(entry, told)));
  return {
    owner,
    sections: told.map(({ governed, disclosure }) => {
      const known = governed.map.metrics.filter((metric) => shownOf(disclosure, metric) === 'figures');
      const byName = Object.fromEntries(
        known.flatMap((metric) => {
          const level = levels.get(metric.source ?? '');
          return level ? [[metric.name, level]] : [];
        }),
      );
      const isOwners = isSameName(governed.home, '.github') || maps.length === 1;
      return { ...sectionOf(governed, counts.counts, byName, isOwners), figures: known.map(({ name }) => name) };
    }),
    standing: standingOf(counts.counts),
    isCut: counts.isCut,
    attention: {
      ...attention,
      decisions: attention.decisions.map(({ verdict, ...owed }) => (whole ? { ...owed, verdict } : owed)),
      challenges: attention.challenges.map(({ why, ...challenge }) => (whole ? { ...challenge, why } : challenge)),
    },
    filter,
    // A filter must not tell what a row does not.
    entries: shown.filter(({ verdict }) => !filter.verdict || verdict === filter.verdict).slice(0, mostEntries),
    moreEntries: entries.length > mostEntries,
    asOf,
  };
}

/** What was expected may have been a size that tells the level; and so may whether it was reached. What people learned may hold any figure. */
function withoutComparison({ expected: _, verdict: __, learned, ...entry }: LedgerEntry, told: Told[]): LedgerEntry {
  const words = told.every(({ disclosure }) => disclosure.words);
  return words && learned !== undefined ? { ...entry, learned } : entry;
}
