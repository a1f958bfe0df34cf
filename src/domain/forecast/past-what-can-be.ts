import { kindOf } from '../metric/units.ts';
import type { ForecastRow } from './forecast.ts';

/** A level that is expected, seen from where the metric stands, that no metric of its unit can have: more than all, or less than nothing. */
export function pastWhatCanBe({
  movement: { metric, change },
  expected,
}: Pick<ForecastRow, 'movement' | 'expected'>): 'all' | 'nothing' | undefined {
  if (!expected || change?.kind === 'level') return undefined;
  const { low, high } = expected.level;
  const isRatio = metric.unit === 'ratio';
  if (isRatio && low > 1) return 'all';
  const unsigned = isRatio || metric.unit === 'count' || ['time', 'size'].includes(kindOf(metric.unit) ?? '');
  return unsigned && high < 0 ? 'nothing' : undefined;
}
