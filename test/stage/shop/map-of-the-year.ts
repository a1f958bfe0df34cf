import { outcomeMap } from './shop.ts';

/** The shop's map once it has thought about where it goes, and reads digests. */
export const mapOfTheYear = (keyResultsDue: Date, digest: string) => {
  const due = keyResultsDue.toISOString().slice(0, 10);
  return outcomeMap(keyResultsDue)
    .replace(
      'metrics:',
      `vision: Every small team finishes what it begins
strategy:
  - { id: S1, title: Win small teams in their first week }
  - { id: S2, title: Be the tool that never makes them wait }
teams:
  growth: { title: Growth, purpose: More visitors become teams that stay }
digest: ${digest}
metrics:`,
    )
    .replace('unit: usd', 'unit: usd\n    role: business')
    .replace('us\n    key_results:', 'us\n    serves: [S1]\n    key_results:')
    .replace(
      'policy:',
      `      - { id: KR2, metric: projects_completed, from: 80, to: 110, by: ${due} }
  - id: O2
    title: Nobody waits for a page
    serves: [S2]
    key_results:
      - { id: KR3, metric: p95_latency, from: 250, to: 220, by: ${due} }
policy:`,
    );
};
