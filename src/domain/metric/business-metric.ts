import type { Metric } from './metric.ts';

const money =
  /^(?:[$€£¥]|(?:usd|eur|gbp|chf|jpy|cny|inr|cad|aud|nzd|sek|nok|dkk|pln|czk|brl|mxn|krw|sgd|hkd|zar)(?![a-z]))/i;

/** An end in itself, such as revenue, which need not drive anything: by its role, else by its horizon or unit. */
export function isBusinessMetric({ role, horizon, unit }: Pick<Metric, 'role' | 'horizon' | 'unit'>): boolean {
  if (role) return role === 'business';
  return horizon === 'lagging' || money.test(unit);
}
