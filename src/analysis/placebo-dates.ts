import type { Aligned } from './align.ts';
import type { Method } from './model/method.ts';
import { estimateStep } from './model/step-estimate.ts';
import { criticalValue } from './model/student-t.ts';
import { prepare } from './prepare.ts';

const mostDates = 5;
/** Fewer dates say too little. */
const fewestDates = 3;
const historyBefore = { day: 84, hour: 0 } as const;
const shortestHistory = 28;
const alarming = 0.4;

/**
 * The same question asked of dates before the release on which nothing was done: how many say "moved"?
 * Undefined: too few dates to tell, or no more than chance would give. Source: placebo tests, Abadie et al. 2010, section 3.
 *
 * Windows do not overlap and end before the release. Days only: hours are costly and rarely run long enough.
 */
export function movesByItself(
  aligned: Pick<Aligned, 'bucket' | 'values' | 'season' | 'before' | 'after'>,
  method: Method,
): { found: number; tried: number } | undefined {
  const { bucket, values, season, before, after } = aligned;
  const history = historyBefore[bucket];
  if (history === 0) return undefined;
  const window = Math.max(season, Math.min(28, values.length - after));
  let found = 0;
  let tried = 0;
  for (let date = before - window; date >= shortestHistory && tried < mostDates; date -= window) {
    // Whole seasons back, so that the slots keep their weekday; controls are left aside.
    const from = Math.max(0, date - history);
    const prepared = prepare(
      {
        values: values.slice(from, date + window),
        season,
        before: date - from,
        after: date - from,
        controls: [],
      },
      method,
    );
    if (!prepared?.values.subarray(date - from).some((value) => !Number.isNaN(value))) continue;
    const { step, error, freedom } = estimateStep(prepared, method);
    tried++;
    if (Math.abs(step) > criticalValue(0.05, freedom) * error) found++;
  }
  return tried >= fewestDates && found >= 2 && found >= alarming * tried ? { found, tried } : undefined;
}
