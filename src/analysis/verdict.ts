export const verdicts = ['moved', 'moved-less', 'flat', 'inconclusive', 'backfired', 'no-data'] as const;
export type Verdict = (typeof verdicts)[number];
