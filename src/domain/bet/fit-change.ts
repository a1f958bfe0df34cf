import type { Change } from '../declaration/declaration.ts';
import type { Direction, Metric } from '../metric/metric.ts';
import { factorBetween, kindOf, scaled } from '../metric/units.ts';

/** Why a change cannot be one of a metric, and what to write. */
interface Misfit {
  what: string;
  expected: string;
}

type Fitted = { change: Change } | { misfit: Misfit };

/** A change in the unit of its metric, or why it cannot be one: another kind of unit, a unit that is missing, a figure that the metric cannot have. */
export function fitChange(change: Change, metric: Metric): Fitted {
  const inUnit = convert(change, metric);
  if ('misfit' in inUnit) return inUnit;
  const misfit = beyond(inUnit.change, metric);
  return misfit ? { misfit } : inUnit;
}

/** The limit of a guardrail: a change towards worse, whatever its sign. `p95_latency at most 5%` can only mean 5% more. */
export function fitLimit(limit: Change, metric: Metric): Fitted {
  if (limit.kind !== 'level') {
    const fitted = fitChange(limit, metric);
    return 'misfit' in fitted ? fitted : { change: towardsWorse(fitted.change, metric.good) };
  }
  if (limit.percent && metric.unit !== 'ratio')
    return { change: towardsWorse({ kind: 'relative', low: limit.value, high: limit.value }, metric.good) };
  const example = metric.unit === 'ratio' ? '+0.1pp' : metric.unit === 'count' ? '+10' : `+12${metric.unit}`;
  return {
    misfit: {
      what: 'A guardrail is a change: how much worse it may get, not the level to stay at',
      expected: `\`Guard: ${metric.name} +5%\`, or as ${example}`,
    },
  };
}

function convert(change: Change, metric: Metric): Fitted {
  const { name, unit } = metric;
  const ratio = unit === 'ratio';
  if (change.kind === 'relative') return { change };
  if (change.kind === 'points' || (change.kind !== 'absolute' && change.percent))
    return ratio
      ? { change: withBound(change, metric) }
      : { misfit: { what: `${name} is in ${unit}, not a ratio`, expected: notARatio(metric) } };
  if (change.unit === undefined) {
    if (ratio && isUnclear(change)) return { misfit: unitless(change, metric) };
    return { change: withBound(change, metric) };
  }
  if (/^(?:x|times|fold|mal|fois|veces|vezes|volte|раза?|倍|배)$/i.test(change.unit))
    return {
      misfit: { what: `\`${change.unit}\` is a multiple`, expected: 'a relative change: twice as much is +100%' },
    };
  const factor = ratio && /^p(?:oin)?ts?$/i.test(change.unit) ? 0.01 : factorOf(change.unit, unit);
  if (factor === undefined) return { misfit: wrongUnit(change.unit, metric) };
  return { change: withBound(factor === 1 && !ratio ? change : inUnit(change, factor, ratio), metric) };
}

/** Words for more than one of them. */
const several = /^(?:dozens?|pairs?|couples?|packs?|scores?|gross|dutzend|paare?)$/i;
/** Two letters may be a power of ten, but for these. */
const pieces = /^(?:st|pc|ud|ks|шт|db|個|件|개|건|笔|单|回|人|名|명)$/iu;

/** `m` is minutes of a metric in time, and millions of money. A count may be of anything that is no measure. */
function factorOf(written: string, unit: string): number | undefined {
  const factor = factorBetween(written, unit);
  if (factor !== undefined) return factor;
  if (written === 'm')
    return kindOf(unit) === 'time' ? factorBetween('min', unit) : kindOf(unit) === 'money' ? 1e6 : undefined;
  const isThing =
    kindOf(written) === undefined && !several.test(written) && (written.length > 2 || pieces.test(written));
  return unit === 'count' && isThing ? 1 : undefined;
}

type Sized = Exclude<Change, { kind: 'relative' }>;

/** An amount of a ratio means percentage points. */
function inUnit(change: Sized, factor: number, ratio: boolean): Sized {
  const { unit: _, ...rest } = { unit: undefined, ...change };
  const size = (value: number) => scaled(value, factor);
  switch (rest.kind) {
    case 'levels':
      return { ...rest, from: size(rest.from), to: size(rest.to) };
    case 'level':
      return { ...rest, value: size(rest.value) };
    default:
      return { kind: ratio ? 'points' : rest.kind, low: size(rest.low), high: size(rest.high) };
  }
}

/** `reaches 50` is approached from the worse side. */
function withBound(change: Sized, { good }: Metric): Sized {
  return change.kind === 'level' ? { bound: good === 'up' ? 'at-least' : 'at-most', ...change } : change;
}

/** For a ratio, +0.5 may be 0.5% or points; `from 0.031 to 0.034` is clear, as is +0.005. */
function isUnclear(change: Sized): boolean {
  if (change.kind === 'levels') return change.from > 1 || change.to > 1;
  return change.kind === 'level' ? change.value > 0.1 : sizeOf(change) > 0.01;
}

function unitless(change: Sized, { name }: Metric): Misfit {
  if (change.kind === 'levels') return { what: `${name} is a ratio`, expected: 'levels such as from 3.1% to 3.4%' };
  if (change.kind === 'level')
    return {
      what: `${name} is a ratio, and ${change.value} may be a share or per cent`,
      expected: `a level such as ${figure(change.value)}%`,
    };
  const written = `${change.low > 0 ? '+' : ''}${figure(change.low)}`;
  return {
    what: `${name} is a ratio, and ${written} may be points or per cent`,
    expected: `\`${written}pp\` for percentage points, or \`${written}%\``,
  };
}

const figure = (value: number) => Number(value.toPrecision(6));

const notARatio = ({ unit }: Metric) => `a relative change such as +3%, or one in ${unit}`;

function wrongUnit(written: string, { name, unit }: Metric): Misfit {
  if (unit === 'ratio')
    return {
      what: `${name} is a ratio`,
      expected: 'a relative change such as +3%, points such as +0.5pp, or from 3.1% to 3.4%',
    };
  if (unit === 'count' && written === 'm')
    return { what: '`m` may be a million or minutes', expected: '`M` for millions, or the whole figure' };
  return {
    what: `${name} is in ${unit}, not in ${written}`,
    expected: `a change in ${unit}, or a relative one such as +3%`,
  };
}

/** Values that no metric of this unit can have. */
function beyond(change: Change, { name, unit }: Metric): Misfit | undefined {
  const ratio = unit === 'ratio';
  if (change.kind === 'relative') return undefined;
  if (change.kind === 'points' || change.kind === 'absolute')
    return ratio && sizeOf(change) > 1
      ? { what: `${name} is a ratio: it cannot change by more than 100 points`, expected: 'points such as +0.5pp' }
      : undefined;
  const ends = change.kind === 'level' ? [change.value] : [change.from, change.to];
  if (ratio && Math.max(...ends) > 1)
    return { what: `${name} is a ratio: it cannot be more than 100%`, expected: 'a level of at most 100%' };
  const unsigned = ratio || unit === 'count' || kindOf(unit) === 'time' || kindOf(unit) === 'size';
  if (unsigned && Math.min(...ends) < 0)
    return { what: `${name} is in ${unit}: it cannot be less than zero`, expected: 'a level of zero or more' };
  return undefined;
}

/** Whether the change makes the metric worse. */
export function isAgainst(change: Change, good: Direction): boolean {
  if (change.kind === 'level') return change.bound === (good === 'up' ? 'at-most' : 'at-least');
  const rise = change.kind === 'levels' ? change.to - change.from : change.high;
  return good === 'up' ? rise < 0 : rise > 0;
}

/** `10% better`, `10% worse`: a size whose sign is the metric's. */
export function leading(size: Change, towards: 'better' | 'worse', good: Direction): Change {
  if (size.kind === 'levels' || size.kind === 'level') return size;
  const rises = (good === 'up') === (towards === 'better');
  return rises ? size : { ...size, low: -size.high, high: -size.low };
}

/** A limit points towards worse, whatever its sign: `Guard: revenue 2%` and `-2%` are one. */
export function towardsWorse(limit: Change, good: Direction): Change {
  if (limit.kind === 'levels' || limit.kind === 'level') return limit;
  const size = sizeOf(limit);
  const end = good === 'up' && size !== 0 ? -size : size;
  return { ...limit, low: end, high: end };
}

const sizeOf = ({ low, high }: { low: number; high: number }) => Math.max(Math.abs(low), Math.abs(high));
