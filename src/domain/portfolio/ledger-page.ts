import type { Verdict } from '../../analysis/verdict.ts';
import type { DecisionKind } from '../commands/decision.ts';
import type { LedgerEntry } from '../ledger/ledger.ts';
import type { GovernedBy } from './portfolio.ts';

/** What is looked for in the ledger, as it stands in an address. */
export interface LedgerAsked {
  /** `KR1`, or `shop/KR1` of another map than the owner's. */
  keyResult?: string;
  objective?: string;
  team?: string;
  metric?: string;
  repository?: string;
  verdict?: Verdict;
  decision?: DecisionKind | 'none';
  period?: { text: string; since: Date; until: Date };
  oldestFirst: boolean;
  after?: LedgerCursor;
  /** What was asked for and is none of those that there are. */
  unknown: { field: 'verdict' | 'decision' | 'period'; text: string }[];
}

/** The bet that the last part ended with. */
export interface LedgerCursor {
  /** To the microsecond. */
  at: string;
  id: string;
}

export interface LedgerRecord {
  maps: GovernedBy[];
  /** Those that are open, on the first page. */
  open: Pick<LedgerEntry, 'owner' | 'repository' | 'number' | 'title' | 'keyResults' | 'metric'>[];
  moreOpen: boolean;
  entries: LedgerEntry[];
  next?: LedgerCursor;
}

export interface Choices {
  keyResults: string[];
  objectives: string[];
  teams: string[];
  metrics: string[];
  repositories: string[];
}

export interface LedgerPage extends Omit<LedgerRecord, 'maps'> {
  owner: string;
  asked: LedgerAsked;
  /** What there is to choose from. */
  choices: Choices;
}
