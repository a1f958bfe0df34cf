import type { Verdict } from '../../analysis/verdict.ts';

/** What a backtest says of one release and one metric: positive is good, and nobody predicted it. */
export interface Hindsight {
  metric: string;
  release: string;
  shippedAt: Date;
  windowDays: number;
  effect: { relative: number; low: number; high: number };
  verdict: Verdict;
}

export interface ToldHindsight extends Hindsight {
  owner: string;
  repository: string;
  judgedAt: Date;
}
