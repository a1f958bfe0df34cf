import type { Limit } from '../metric/metric.ts';
import { factorBetween, scaled } from '../metric/units.ts';
import { type Figure, figurePattern, readFigure } from './figure.ts';

export const limitExpected = 'how much worse it may get, such as `5%`, `0.1pp` or `12ms`';

const guardPattern = /^([a-z0-9](?:[a-z0-9_.-]{0,78}[a-z0-9])?)(?::\s{0,3}|\s{1,3})(\S.{0,40})$/;

/** `p95_latency +5%`: a metric and its limit. */
export function readGuard(text: string): { metric: string; figure: Figure } | undefined {
  const [, metric, figure] = guardPattern.exec(text.trim()) ?? [];
  return metric !== undefined && figure !== undefined && figurePattern.test(figure)
    ? { metric, figure: readFigure(figure) }
    : undefined;
}

/** A figure as the limit of a metric in this unit, whatever its sign; undefined: it cannot be one. */
export function limitOf({ value, suffix }: Figure, unit: string): Limit | undefined {
  const size = Math.abs(value);
  if (suffix === '%') return { kind: 'relative', size };
  const isRatio = unit === 'ratio';
  if (suffix === 'pp') return isRatio ? { kind: 'points', size: scaled(size, 0.01) } : undefined;
  if (isRatio) return undefined;
  const factor = suffix === '' ? 1 : factorBetween(suffix, unit);
  return factor === undefined ? undefined : { kind: 'absolute', size: scaled(size, factor) };
}
