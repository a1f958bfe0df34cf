import type { KeyResultNow } from './forecast.ts';

/** A key result as it is told of. */
export interface KeyResultView extends KeyResultNow {
  /** Its metric is at the target, or past it. */
  reached: boolean;
  /** Its day has passed. */
  overdue: boolean;
}

export function viewKeyResult(row: KeyResultNow, asOf: Date): KeyResultView {
  const { keyResult, now } = row;
  const { from, to, by } = keyResult;
  return {
    ...row,
    reached: now !== undefined && (to > from ? now >= to : now <= to),
    overdue: Date.parse(by) < asOf.getTime(),
  };
}
