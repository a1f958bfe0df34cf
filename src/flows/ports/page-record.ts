import type { LedgerEntry, LedgerFilter, SilentBet } from '../../domain/ledger/ledger.ts';
import type { EdgeTrial } from '../../domain/ledger/track-record.ts';
import type { SourceRead } from '../../domain/metric/source-read.ts';
import type { BetStory } from '../../domain/portfolio/bet-story.ts';
import type { EditionRecord, WantedDigest } from '../../domain/portfolio/digest-page.ts';
import type { HypothesesRecord } from '../../domain/portfolio/hypotheses-page.ts';
import type { LedgerAsked, LedgerRecord } from '../../domain/portfolio/ledger-page.ts';
import type { MetricRecord, Wanted } from '../../domain/portfolio/metric-record.ts';
import type { Attention, BetCounts, GovernedBy } from '../../domain/portfolio/portfolio.ts';
import type { TeamRecord } from '../../domain/portfolio/team-page.ts';

/** An owner as this database knows it. */
export interface OwnerPlace {
  ownerId: number;
  owner: string;
  installationIds: number[];
}

/** Somebody who reads pages: the repositories of one owner that GitHub says they may read, by GitHub's number. */
export type Reader = ReadonlyMap<number, { name: string; private: boolean }>;

/** The record as pages tell it. Everything but who the owners are and how sources answer is read as one owner, and nothing of what the reader may not see is told, or counted. */
export interface PageRecord {
  /** Names of owners have no case. */
  owner(login: string): Promise<OwnerPlace | undefined>;
  /** All repositories of an owner, as they are known here: for whom the operator lets read. */
  repositories(ownerId: number): Promise<Reader>;
  /** What the maps of an owner let everybody see, if it is public: repositories by GitHub's number, and where these maps are, in lowercase. */
  openTo(ownerId: number): Promise<{ ids: number[]; homes: string[] }>;
  /** Those of these that there is something of. */
  owners(ids: number[]): Promise<OwnerPlace[]>;
  /** Undefined: nothing is on record of it. */
  story(ownerId: number, repositoryId: number, number: number, reader: Reader): Promise<BetStory | undefined>;
  /** Releases since an instant. Undefined: no map that the reader has names it. */
  metric(ownerId: number, reader: Reader, wanted: Wanted, since: Date): Promise<MetricRecord | undefined>;
  ledger(place: OwnerPlace, reader: Reader, asked: LedgerAsked, limit: number): Promise<LedgerRecord>;
  team(place: OwnerPlace, reader: Reader, team: string, since: Date, limit: number): Promise<TeamRecord>;
  hypotheses(ownerId: number, reader: Reader, since: Date, limit: number): Promise<HypothesesRecord>;
  silent(ownerId: number, reader: Reader, now: Date, limit: number): Promise<SilentBet[]>;
  /** Undefined: no map that the reader has, or it has no such edition by now. */
  edition(ownerId: number, reader: Reader, wanted: WantedDigest, now: Date): Promise<EditionRecord | undefined>;
  /** The maps of an owner that the reader has, the owner's own first. */
  maps(ownerId: number, reader: Reader): Promise<GovernedBy[]>;
  /** The latest read of `connection/query`, by any process; undefined: none is on record. */
  lastRead(source: string): Promise<Pick<SourceRead, 'at' | 'seconds'> | undefined>;
  portfolio(ownerId: number, reader: Reader, filter: PortfolioFilter, now: Date): Promise<PortfolioRecord>;
}

export type PortfolioFilter = Pick<LedgerFilter, 'metric' | 'keyResult' | 'verdict'>;

export interface PortfolioRecord {
  maps: GovernedBy[];
  counts: BetCounts;
  attention: Attention;
  /** The latest, oldest first. */
  trials: EdgeTrial[];
  /** The latest; more than a page has where there are more. */
  entries: LedgerEntry[];
}
