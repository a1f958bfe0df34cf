import { daysOf } from '../text/duration.ts';
import type { Metric } from './metric.ts';

const usual = 28;
const named = new Map([
  ['leading', 14],
  ['lagging', 56],
]);
/** After a year too much else has happened to attribute a movement to one release. */
const longest = 365;

/** Days after a release in which a metric is to be seen following what happens below it. */
export function horizonDays({ horizon }: Pick<Metric, 'horizon'>): number {
  if (horizon === undefined) return usual;
  const days = named.get(horizon) ?? daysOf(horizon);
  return days > 0 ? Math.min(days, longest) : usual;
}
