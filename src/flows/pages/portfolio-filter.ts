import { type Verdict, verdicts } from '../../analysis/verdict.ts';
import type { PortfolioFilter } from '../ports/page-record.ts';

/** What is looked for, as it stands in an address. A word that is no verdict fits no bet, and is told. */
export function portfolioFilterOf(asked: (name: string) => string | undefined): PortfolioFilter & { unknown?: string } {
  const [metric, keyResult, verdict] = ['metric', 'key_result', 'verdict'].map(
    (name) => asked(name)?.trim() || undefined,
  );
  const known = verdicts.find((one): one is Verdict => one === verdict);
  return {
    ...(metric && { metric }),
    ...(keyResult && { keyResult }),
    ...(known && { verdict: known }),
    ...(verdict && !known ? { unknown: verdict } : {}),
  };
}
