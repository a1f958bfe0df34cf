import type { Change } from '../declaration/declaration.ts';
import type { Direction, Metric } from '../metric/metric.ts';

/** Units that stand for each other; others are compared as written. */
const spelled = new Map([
  ['$', 'usd'],
  ['dollars', 'usd'],
  ['€', 'eur'],
  ['euros', 'eur'],
  ['£', 'gbp'],
  ['¥', 'jpy'],
]);

/** Why a change cannot be one of this metric: its unit is another, or points where there is no ratio. Undefined: it fits. */
export function misfitOf(change: Change, { name, unit }: Metric): { what: string; expected: string } | undefined {
  const ratio = unit === 'ratio';
  if (change.kind === 'relative') return undefined;
  if (change.kind === 'points' || (change.kind === 'levels' && change.percent))
    return ratio
      ? undefined
      : { what: `${name} is in ${unit}, not a ratio`, expected: `a relative change such as +3%, or one in ${unit}` };
  if (ratio && (change.unit || sizeOf(change) > 1))
    return {
      what: `${name} is a ratio`,
      expected: 'a relative change such as +3%, points such as +0.5pp, or from 3.1% to 3.4%',
    };
  if (change.unit && !ratio && unit !== 'count' && !isSameUnit(change.unit, unit))
    return {
      what: `${name} is in ${unit}, not in ${change.unit}`,
      expected: `a change in ${unit}, or a relative one such as +3%`,
    };
  return undefined;
}

/** Whether the change leads where the metric gets worse. */
export function isAgainst(change: Change, good: Direction): boolean {
  const rise = change.kind === 'levels' ? change.to - change.from : change.high;
  return good === 'up' ? rise < 0 : rise > 0;
}

/** A limit points towards worse, whatever its sign: `Guard: revenue 2%` and `-2%` are one. */
export function towardsWorse(limit: Change, good: Direction): Change {
  if (limit.kind === 'levels') return limit;
  const size = Math.max(Math.abs(limit.low), Math.abs(limit.high));
  const end = good === 'up' && size !== 0 ? -size : size;
  return { ...limit, low: end, high: end };
}

function sizeOf(change: Change): number {
  const ends = change.kind === 'levels' ? [change.from, change.to] : [change.low, change.high];
  return Math.max(...ends.map(Math.abs));
}

function isSameUnit(one: string, other: string): boolean {
  const plain = (unit: string) => spelled.get(unit.toLowerCase()) ?? unit.toLowerCase();
  return plain(one) === plain(other);
}
