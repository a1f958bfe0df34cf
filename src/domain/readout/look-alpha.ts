/**
 * Chance of a false alarm that a look may spend. Looking early and often at 5 % each raises false alarms to 11 %; spending little on the
 * early looks keeps the chance that any look cries wolf near 5 %. Only the final look concludes.
 */
export function lookAlpha(afterDays: number, interim: boolean): number {
  if (!interim) return 0.05;
  return afterDays < 14 ? 0.01 : 0.015;
}
