import type { Verdict } from '../../analysis/verdict.ts';
import type { BetState } from '../bet/lifecycle.ts';
import type { LedgerPlace, OpenChallenge, SilentBet } from '../ledger/ledger.ts';
import type { Metric } from '../metric/metric.ts';
import type { MetricLevel } from '../metric/metric-level.ts';
import type { KeyResult, Objective, OutcomeMap } from '../outcome-map/outcome-map.ts';

/** A map of an owner, and the repositories of the reader that it is in force for. */
export interface GovernedBy {
  /** The repository that it is in. */
  home: string;
  map: OutcomeMap;
  /** The default branch has a later copy, which is not valid. */
  isStale: boolean;
  repositories: number[];
}

/** A metric, and the key results on it. */
export interface KeyMetric {
  metric: Metric;
  keyResults: KeyResult[];
}

/** Where a metric stands, and how it came there. */
export interface CourseNow {
  level: MetricLevel;
  /** The means of the last weeks, oldest first; of some there may be none. */
  weeks: (number | undefined)[];
  /** By the id of the key result: how likely its history alone makes it. */
  chances: ReadonlyMap<string, number>;
}

/** How many bets there are like this. */
export interface BetCount {
  repositoryId: number;
  keyResults: string[];
  state: BetState;
  verdict?: Verdict;
  count: number;
}

export interface BetCounts {
  counts: BetCount[];
  /** There are more bets than are counted: the latest are. */
  isCut: boolean;
}

/** Bets on a key result, told from each other. */
export interface Standing {
  open: number;
  /** Merged or shipped. */
  measuring: number;
  concluded: number;
  /** Of the concluded: moved as expected, or less. */
  moved: number;
}

export interface KeyResultRow {
  /** `KR1`; of a map that is not the owner's `shop/KR1`. */
  name: string;
  keyResult: KeyResult;
  metric?: Metric;
  now?: number;
  /** Share of the way from `from` to `to`, between 0 and 1. */
  progress?: number;
  /** As far as they are known, and may be shown. */
  weeks?: (number | undefined)[];
  chance?: number;
  bets: Standing;
}

export interface ObjectiveRow {
  objective: Objective;
  /** Titles of the lines of the strategy that it serves. */
  serves: string[];
  keyResults: KeyResultRow[];
}

export interface MapSection {
  home: string;
  isStale: boolean;
  map: OutcomeMap;
  objectives: ObjectiveRow[];
}

/** An edge of the metric tree that bets moved at its lower end, and not at its upper. */
export interface Alarm extends LedgerPlace {
  lower: string;
  upper: string;
  at: Date;
}

export interface OwedDecision extends LedgerPlace {
  title?: string;
  verdict: Verdict;
  since: Date;
}

/** What needs attention now; of each the oldest, `more` if there are others. */
export interface Attention {
  decisions: OwedDecision[];
  silent: SilentBet[];
  challenges: OpenChallenge[];
  alarms: Alarm[];
  more: boolean;
}

const none: Standing = { open: 0, measuring: 0, concluded: 0, moved: 0 };

/** The standing of all bets, or of those on one key result. */
export function standingOf(counts: BetCount[], keyResult?: string): Standing {
  return counts
    .filter(({ keyResults }) => keyResult === undefined || keyResults.includes(keyResult))
    .reduce((sum, { state, verdict, count }) => add(sum, state, verdict, count), none);
}

function add(sum: Standing, state: BetState, verdict: Verdict | undefined, count: number): Standing {
  switch (state) {
    case 'open':
      return { ...sum, open: sum.open + count };
    case 'merged':
    case 'shipped':
      return { ...sum, measuring: sum.measuring + count };
    case 'concluded': {
      const moved = verdict === 'moved' || verdict === 'moved-less' ? count : 0;
      return { ...sum, concluded: sum.concluded + count, moved: sum.moved + moved };
    }
    case 'closed':
    case 'reverted':
      return sum;
  }
}

/** A map as a page shows it. @param courses by the name of the metric, as far as they may be shown and could be read */
export function sectionOf(
  governed: GovernedBy,
  counts: BetCount[],
  courses: ReadonlyMap<string, CourseNow>,
  isOwners: boolean,
): MapSection {
  const { home, isStale, map, repositories } = governed;
  const here = counts.filter(({ repositoryId }) => repositories.includes(repositoryId));
  const strategy = new Map((map.strategy ?? []).map(({ id, title }) => [id, title]));
  const rowOf = (keyResult: KeyResult): KeyResultRow => {
    const metric = map.metrics.find(({ name }) => name === keyResult.metric);
    const course = courses.get(keyResult.metric);
    const now = course?.level.kind === 'level' ? course.level.level : undefined;
    const chance = course?.chances.get(keyResult.id);
    const way = keyResult.to - keyResult.from;
    return {
      name: isOwners ? keyResult.id : `${home}/${keyResult.id}`,
      keyResult,
      bets: standingOf(here, keyResult.id),
      ...(metric && { metric }),
      ...(now === undefined ? {} : { now }),
      ...(course && course.weeks.length > 0 ? { weeks: course.weeks } : {}),
      ...(chance === undefined ? {} : { chance }),
      ...(now === undefined || way === 0 ? {} : { progress: Math.min(1, Math.max(0, (now - keyResult.from) / way)) }),
    };
  };
  return {
    home,
    isStale,
    map,
    objectives: map.objectives.map((objective) => ({
      objective,
      serves: (objective.serves ?? []).map((id) => strategy.get(id) ?? id),
      keyResults: objective.keyResults.map(rowOf),
    })),
  };
}
