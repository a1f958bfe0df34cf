import { isOwnersMap } from '../../domain/portfolio/find-wanted.ts';
import { metricForest } from '../../domain/portfolio/metric-forest.ts';
import {
  type CourseNow,
  type GovernedBy,
  type KeyMetric,
  sectionOf,
  standingOf,
} from '../../domain/portfolio/portfolio.ts';
import type { PortfolioPage } from '../../domain/portfolio/portfolio-page.ts';
import type { OwnerPlace, PortfolioRecord, Reader } from '../ports/page-record.ts';
import { showsFigures, tellingOf, toldMap } from './told-maps.ts';

const toldOf = (maps: GovernedBy[], reader: Reader) => maps.map((governed) => toldMap(governed, reader));

/** Metrics of key results whose level may be shown. */
export function shownKeyMetrics({ maps }: Pick<PortfolioRecord, 'maps'>, reader: Reader): KeyMetric[] {
  return toldOf(maps, reader).flatMap((told) => {
    const { map } = told.governed;
    const wanted = Map.groupBy(
      map.objectives.flatMap(({ keyResults }) => keyResults),
      ({ metric }) => metric,
    );
    return map.metrics.flatMap((metric) => {
      const keyResults = wanted.get(metric.name);
      return keyResults && showsFigures(told, metric) ? [{ metric, keyResults }] : [];
    });
  });
}

/** Rows of the ledger below. */
const mostEntries = 25;

interface Asked {
  reader: Reader;
  filter: PortfolioPage['filter'];
  /** Of the metrics of `shownKeyMetrics`, by their source: metrics of two maps may have one name. */
  courses: ReadonlyMap<string, CourseNow>;
  asOf: Date;
}

/** What is on record, cut to what the reader may see. */
export function portfolioPageOf(
  { owner }: OwnerPlace,
  { maps, counts, attention, trials, entries }: PortfolioRecord,
  { reader, filter, courses, asOf }: Asked,
): PortfolioPage {
  const told = toldOf(maps, reader);
  const whole = told.every(({ disclosure }) => disclosure.ofOthers === 'figures' && disclosure.words);
  // A filter must not tell what a row does not, nor how many there are.
  const fitting = entries
    .map(tellingOf(told, reader))
    .filter(({ verdict }) => !filter.verdict || verdict === filter.verdict);
  return {
    owner,
    sections: told.map((one) => {
      const { governed } = one;
      const isOwners = isOwnersMap(governed, maps);
      const known = governed.map.metrics.filter((metric) => showsFigures(one, metric));
      const byName = new Map(
        known.flatMap((metric) => {
          const course = courses.get(metric.source ?? '');
          return course ? [[metric.name, course] as const] : [];
        }),
      );
      return {
        ...sectionOf(governed, counts.counts, byName, isOwners),
        isOwners,
        figures: known.map(({ name }) => name),
        forest: metricForest(
          governed.map,
          trials.filter(({ repositoryId }) => governed.repositories.includes(repositoryId)),
        ),
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
    entries: fitting.slice(0, mostEntries),
    moreEntries: fitting.length > mostEntries,
    asOf,
  };
}
