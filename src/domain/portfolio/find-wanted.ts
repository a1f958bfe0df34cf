import { isSameName } from '../repository.ts';
import type { MetricRecord, Wanted } from './metric-record.ts';
import type { GovernedBy } from './portfolio.ts';

/** In the map that is named, else in the owner's, else in the first that has it. Undefined: none has. */
export function findWanted(maps: GovernedBy[], wanted: Wanted): Found | undefined {
  const named = findMap(maps, wanted.home);
  const others = wanted.home === undefined ? maps : [];
  for (const governed of [...(named ? [named] : []), ...others]) {
    const found = findIn(governed, wanted);
    if (found) return { ...found, governed, isOwners: isOwnersMap(governed, maps) };
  }
  return undefined;
}

type Found = Pick<MetricRecord, 'governed' | 'isOwners' | 'metric' | 'target'>;

function findIn(
  { map: { metrics, objectives } }: GovernedBy,
  wanted: Wanted,
): Pick<Found, 'metric' | 'target'> | undefined {
  const metricNamed = (name: string) => metrics.find((metric) => isSameName(metric.name, name));
  if ('metric' in wanted) {
    const metric = metricNamed(wanted.metric);
    return metric && { metric };
  }
  for (const objective of objectives) {
    const keyResult = objective.keyResults.find(({ id }) => isSameName(id, wanted.keyResult));
    const metric = keyResult && metricNamed(keyResult.metric);
    if (metric) return { metric, target: { objective, keyResult } };
  }
  return undefined;
}

/** That of a repository, else the owner's. */
export const findMap = (maps: GovernedBy[], home: string | undefined): GovernedBy | undefined =>
  maps.find((map) => (home === undefined ? isOwnersMap(map, maps) : isSameName(map.home, home)));

/** Names of this one are said without the repository that it is in. */
export const isOwnersMap = ({ home }: Pick<GovernedBy, 'home'>, maps: unknown[]): boolean =>
  isSameName(home, '.github') || maps.length === 1;
