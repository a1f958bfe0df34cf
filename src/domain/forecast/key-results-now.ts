import type { Bet } from '../bet/bet.ts';
import type { Metric } from '../metric/metric.ts';
import type { OutcomeMap } from '../outcome-map/outcome-map.ts';
import type { ForecastRow, KeyResultNow } from './forecast.ts';

/** Each key result of the bet, where its metric is now, and the share of the remaining gap that the bet would close. */
export function keyResultsNow(
  bet: Bet,
  map: OutcomeMap,
  rows: Pick<ForecastRow, 'movement' | 'expected'>[],
  levelOf: (metric: Metric) => number | undefined,
): KeyResultNow[] {
  return bet.keyResults.flatMap(({ objective, keyResult }) => {
    const metric = map.metrics.find(({ name }) => name === keyResult.metric);
    if (!metric) return [];
    const now = levelOf(metric);
    const expected = rows.find(({ movement }) => movement.metric.name === metric.name)?.expected?.level;
    const gap = now === undefined ? 0 : keyResult.to - now;
    const reached = gap > 0 ? expected?.low : expected?.high;
    // Past its target there is no gap left to close a share of.
    const open = now !== undefined && Math.sign(gap) === Math.sign(keyResult.to - keyResult.from);
    return [
      {
        objective,
        keyResult,
        metric,
        ...(now === undefined ? {} : { now }),
        ...(open && now !== undefined && reached !== undefined ? { gapClosed: (reached - now) / gap } : {}),
      },
    ];
  });
}
