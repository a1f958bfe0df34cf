/**
 * Chance of a false alarm that a look may spend. Looking early and often at 5% each raises false alarms to 11%; spending little on the
 * early looks keeps the chance that any look cries wolf near 5%. Only the final look concludes. One that comes after a final that could not tell spends
 * a fifth of it: of a walk without a drift 0.4% more alarms than without it, whatever the extension (34 to 83 days), against 2 to 4% at 5%.
 */
export function lookAlpha(afterDays: number, interim: boolean, extended = false): number {
  if (!interim) return extended ? 0.01 : 0.05;
  return afterDays < 14 ? 0.01 : 0.015;
}

/**
 * The same of one look at a guardrail. Its false alarm needs a worsening beyond the limit that is not there, so looks may be daily and at
 * this level each: measured in `docs/analysis.md`.
 */
export const guardAlpha = 0.015;
