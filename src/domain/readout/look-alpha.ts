/** What a look in the first two weeks may spend, and one later that is not the last. */
const [early, later] = [0.002, 0.005];
const last = 0.05;
const extension = 0.01;

/**
 * False-alarm probability that one look may spend. Looking early and often at 5% each raises false alarms to 11%. The last look concludes and keeps its 5%, so that early ones get what adds
 * next to nothing to that: of a walk without a drift at 7, 14 and 28 days 5.3% are alarmed at any of them, at 1% and 1.5% it was 6.4% (200,000 runs). Errors are stretched, so measured
 * series stay below 5% over all looks (`docs/analysis.md`). One that a person wants after a last look that could not tell spends a fifth of it; a window that was extended by itself
 * had no last look yet.
 */
export function lookAlpha(afterDays: number, interim: boolean, extended?: { by?: string }): number {
  if (interim) return afterDays < 14 ? early : later;
  return extended?.by === undefined ? last : extension;
}

/**
 * The same of one look at a guardrail. Its false alarm needs a worsening beyond the limit that is not there, so looks may be daily and at
 * this level each: measured in `docs/analysis.md`.
 */
export const guardAlpha = 0.015;
