import type { Metric } from '../../domain/metric/metric.ts';
import type { MetricLevel } from '../../domain/metric/metric-level.ts';
import { isOwnersMap } from '../../domain/portfolio/find-wanted.ts';
import { type GovernedBy, sectionOf, standingOf } from '../../domain/portfolio/portfolio.ts';
import type { PortfolioPage } from '../../domain/portfolio/portfolio-page.ts';
import type { OwnerPlace, PortfolioRecord, Reader } from '../ports/page-record.ts';
import { showsFigures, tellingOf, toldMap } from './told-maps.ts';

const toldOf = (maps: GovernedBy[], reader: Reader) => maps.map((governed) => toldMap(governed, reader));

/** Metrics of key results whose level may be shown. */
export function shownKeyMetrics({ maps }: Pick<PortfolioRecord, 'maps'>, reader: Reader): Metric[] {
  return toldOf(maps, reader).flatMap((told) => {
    const { map } = told.governed;
    const wanted = new Set(map.objectives.flatMap(({ keyResults }) => keyResults.map(({ metric }) => metric)));
    return map.metrics.filter((metric) => wanted.has(metric.name) && showsFigures(told, metric));
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
  const shown = entries.map(tellingOf(told, reader));
  return {
    owner,
    sections: told.map((one) => {
      const { governed } = one;
      const known = governed.map.metrics.filter((metric) => showsFigures(one, metric));
      const byName = Object.fromEntries(
        known.flatMap((metric) => {
          const level = levels.get(metric.source ?? '');
          return level ? [[metric.name, level]] : [];
        }),
      );
      return {
        ...sectionOf(governed, counts.counts, byName, isOwnersMap(governed, maps)),
        figures: known.map(({ name }) => name),
      };
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
