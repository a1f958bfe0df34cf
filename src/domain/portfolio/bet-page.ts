import type { Verdict } from '../../analysis/verdict.ts';
import type { Bet } from '../bet/bet.ts';
import type { Checkpoint } from '../bet/checkpoint.ts';
import type { BetState } from '../bet/lifecycle.ts';
import type { Change } from '../declaration/declaration.ts';
import type { Disclosure } from '../disclosure/disclosure.ts';
import type { ForecastEvent } from '../forecast/forecast.ts';
import type { LedgerEntry, OpenChallenge } from '../ledger/ledger.ts';
import type { Baseline } from '../metric/baseline.ts';
import type { Metric } from '../metric/metric.ts';
import type { StandingCheck } from './bet-story.ts';

/** What a bet's page shows to one reader, already cut to what they may see. */
export interface BetPage {
  owner: string;
  repository: string;
  number: number;
  check?: StandingCheck;
  bet?: BetOnPage;
  /** Why somebody asks only where people's words may be repeated. */
  challenges: (Omit<OpenChallenge, 'why'> & { why?: string })[];
  disclosure: Disclosure;
}

export interface BetOnPage {
  title: string;
  author: string;
  state: BetState;
  /** `unheld`: judged against zero alone, as what was expected may not be held against the level. */
  verdict?: { verdict: Verdict; unheld?: true };
  declared: Bet;
  /** What the description said when it was merged, which is what is judged. */
  frozen?: { at: Date; body?: string };
  stakes: Stake[];
  events: ForecastEvent[];
  due: (Pick<Checkpoint, 'kind' | 'dueAt' | 'final'> & { status: 'pending' | 'done' | 'superseded' | 'cancelled' })[];
}

/** A metric that the bet is on, or must leave unharmed. */
export interface Stake {
  metric: Metric;
  role: 'moves' | 'guards';
  change?: Change;
  windowDays?: number;
  /** Where it stood at the merge, and before; absent where its figures are not shown, or it was not read. */
  baseline?: Extract<Baseline, { kind: 'level' }>;
  /** What came of it, in the metric's own sign. */
  outcome?: Pick<LedgerEntry, 'verdict' | 'expected' | 'effect' | 'lasts'> & { unheld?: true };
}
