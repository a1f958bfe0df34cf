import type { Verdict } from '../../analysis/verdict.ts';
import type { LedgerEntry, OpenChallenge } from '../ledger/ledger.ts';
import type { MetricForest } from './metric-forest.ts';
import type { Attention, MapSection, OwedDecision, Standing } from './portfolio.ts';

/** What an owner's portfolio shows to one reader, already cut to what they may see. */
export interface PortfolioPage {
  owner: string;
  sections: (MapSection & {
    /** Names of metrics whose figures are shown. */
    figures: string[];
    /** Names of it are said without its repository. */
    isOwners: boolean;
    forest: MetricForest;
  })[];
  standing: Standing;
  /** Only the latest bets are counted. */
  isCut: boolean;
  attention: Omit<Attention, 'decisions' | 'challenges'> & {
    decisions: (Omit<OwedDecision, 'verdict'> & { verdict?: Verdict })[];
    challenges: (Omit<OpenChallenge, 'why'> & { why?: string })[];
  };
  filter: {
    metric?: string;
    keyResult?: string;
    verdict?: Verdict /** Asked for as a verdict, and none. */;
    unknown?: string;
  };
  entries: LedgerEntry[];
  moreEntries: boolean;
  asOf: Date;
}
