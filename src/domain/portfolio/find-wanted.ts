import { isSameName } from '../repository.ts';
import type { MetricRecord, Wanted } from './metric-record.ts';
import type { GovernedBy } from './portfolio.ts';

/** In the map that is named, else in the owner's, else in the only one. Undefined: no map has it. */
export function findWanted(
  maps: GovernedBy[],
  wanted: Wanted,
): Pick<MetricRecord, 'governed' | 'isOwners' | 'metric' | 'target'> | undefined {
  const { home } = wanted;
  const governed =
    home === undefined ? maps.find((map) => isOwnersMap(map, maps)) : maps.find((map) => isSameName(map.home, home));
  if (!governed) return undefined;
  const { metrics, objectives } = governed.map;
  const metricNamed = (name: string) => metrics.find((metric) => isSameName(metric.name, name));
  const common = { governed, isOwners: isOwnersMap(governed, maps) };
  if ('metric' in wanted) {
    const metric = metricNamed(wanted.metric);
    return metric && { ...common, metric };
  }
  for (const objective of objectives) {
    const keyResult = objective.keyResults.find(({ id }) => isSameName(id, wanted.keyResult));
    const metric = keyResult && metricNamed(keyResult.metric);
    if (metric) return { ...common, metric, target: { objective, keyResult } };
  }
  return undefined;
}

/** Names of this one are said without the repository that it is in. */
export const isOwnersMap = ({ home }: Pick<GovernedBy, 'home'>, maps: unknown[]): boolean =>
  isSameName(home, '.github') || maps.length === 1;
