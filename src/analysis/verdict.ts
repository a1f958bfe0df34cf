export const verdicts = ['moved', 'moved-less', 'flat', 'inconclusive', 'backfired', 'no-data'] as const;
export type Verdict = (typeof verdicts)[number];

/**
 * What an interval says, held against zero and against the expectation. Good is positive in every argument.
 *
 * @param interval the calibrated interval of the effect
 * @param expected the end of the expected movement nearest zero; absent: judged against zero alone
 *
 * Example: interval +2% to +8%, expected +10%: `moved-less`. Interval -2% to +3%, expected +10%: `flat`.
 */
export function verdictOf(interval: { low: number; high: number }, expected?: number): Verdict {
  const { low, high } = interval;
  if (high < 0) return 'backfired';
  if (low > 0) return expected === undefined || high >= expected ? 'moved' : 'moved-less';
  return expected !== undefined && high < expected ? 'flat' : 'inconclusive';
}
