import type { OutcomeMap } from '../../../domain/outcome-map/outcome-map.ts';
import type { Repository } from '../../../domain/repository.ts';
import type { JudgedRelease } from '../judge-releases.ts';
import type { JudgedPull } from '../repository/gate-of.ts';
import type { ReadMetric, UnreadMetric } from '../repository/measured.ts';
import type { Shipped } from '../repository/shipped.ts';

/** All that was found, for whatever form the report takes. */
export interface Findings {
  repository: Repository;
  siteUrl: string;
  since: Date;
  asOf: Date;
  windowDays: number;
  detectDays: number;
  map: OutcomeMap;
  /** Where the map was found. */
  mapFrom: string;
  shipped: Shipped;
  pulls: JudgedPull[];
  read: ReadMetric[];
  unread: UnreadMetric[];
}

export const wordFor = ({ by }: Shipped) =>
  ({ release: 'release', tag: 'tag', deployment: 'day of deployments', merge: 'day of merges' })[by];
export const wordsFor = (shipped: Shipped) =>
  ({ release: 'releases', tag: 'tags', deployment: 'days of deployments', merge: 'days of merges' })[shipped.by];

export const isFound = ({ verdict }: JudgedRelease) => verdict === 'moved' || verdict === 'backfired';

/** By name, whichever metric it was: names of days are their own. */
export function namesWith(read: ReadMetric[], wanted: (row: JudgedRelease) => boolean): Set<string> {
  return new Set(read.flatMap(({ rows }) => rows.filter(wanted).map(({ name }) => name)));
}

/** What went out with each: merged after the one before, and not after it. */
export function carriedBy({ shipped, pulls }: Findings): Map<string, JudgedPull[]> {
  const carried = new Map<string, JudgedPull[]>(shipped.days.map(({ name }) => [name, []]));
  for (const pull of pulls) {
    const next = shipped.days.find(({ lastAt }) => lastAt >= pull.mergedAt);
    if (next) carried.get(next.name)?.push(pull);
  }
  return carried;
}

/** `12%`, `<1%`: something is never called nothing. */
export function share(part: number, whole: number): string {
  const percent = whole === 0 ? 0 : Math.round((100 * part) / whole);
  return percent === 0 && part > 0 ? '<1%' : `${percent}%`;
}
