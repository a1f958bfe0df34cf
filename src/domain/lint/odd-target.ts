import type { Metric } from '../metric/metric.ts';
import type { KeyResult } from '../outcome-map/outcome-map.ts';
import { allKeyResults, type LintBasis, type StakedKeyResult, standsAlready } from './lint-basis.ts';
import type { Lint, Located } from './rule.ts';

type Oddity =
  /** A ratio above 1: `3.1` that was to be `3.1%`. */
  | { odd: 'above-all'; end: 'from' | 'to'; percent: boolean }
  /** `1.200`, which is one and a bit. */
  | { odd: 'thousands'; end: 'from' | 'to'; written: string }
  | { odd: 'worse' }
  | { odd: 'passed' };

type OddTarget = { rule: 'odd-target'; keyResult: KeyResult; metric: Metric } & Oddity;

/** A key result whose figures or day cannot be meant: nobody could reach it, or nobody could fail to. */
export const oddTarget: Lint<OddTarget> = (basis) =>
  allKeyResults(basis.map).flatMap((staked) => oddities(basis, staked));

function oddities(basis: LintBasis, { keyResult, metric }: StakedKeyResult): Located<OddTarget>[] {
  const { places, asOf } = basis;
  const { id, from, to, by } = keyResult;
  const found = (oddity: Oddity, key: string): Located<OddTarget> => ({
    rule: 'odd-target',
    keyResult,
    metric,
    ...oddity,
    at: places.keyResult(id, key),
  });
  const ends = (['from', 'to'] as const).flatMap((end) => {
    const written = places.figure(id, end);
    if (metric.unit === 'ratio') {
      const percent = written?.endsWith('%') === true;
      return keyResult[end] > 1 ? [found({ odd: 'above-all', end, percent }, end)] : [];
    }
    return written !== undefined && /^[$€£¥]?[1-9]\d{0,2}\.\d{3}\s?(?:[$€£¥]|[A-Z]{3})?$/.test(written)
      ? [found({ odd: 'thousands', end, written }, end)]
      : [];
  });
  const worse = metric.good === 'up' ? to < from : to > from;
  const passed = by < asOf.toISOString().slice(0, 10) && !standsAlready(basis, keyResult);
  return [
    ...ends,
    ...(worse ? [found({ odd: 'worse' }, 'to')] : []),
    ...(passed ? [found({ odd: 'passed' }, 'by')] : []),
  ];
}
