import { analyse } from '../../analysis/analyse.ts';
import { buckets } from '../../analysis/bucket.ts';
import type { Effect, Unanswerable } from '../../analysis/effect.ts';
import { holmLevels } from '../../analysis/holm-levels.ts';
import type { Series } from '../../analysis/samples.ts';
import { type Verdict, verdictOf } from '../../analysis/verdict.ts';
import { day } from '../../domain/day.ts';
import type { Direction } from '../../domain/metric/metric.ts';
import { towardsGood } from '../../domain/metric/towards-good.ts';
import { sharedDays } from '../../domain/readout/shared-effect.ts';
import { releaseIn } from '../analyse/moment.ts';
import type { Release } from './read-releases.ts';

export interface JudgedRelease {
  name: string;
  at: number;
  answer: Effect | Unanswerable;
  /** Absent if nothing can be said. */
  verdict?: Verdict;
}

export interface Asked {
  windowDays: number;
  good: Direction;
  timezone?: string | undefined;
  neverFalls: boolean;
}

/**
 * What each release did, as its readout would have found it. All are judged together, each at a level of its own
 * (Holm), so that a false *moved* among them is as rare as for one alone: 5%.
 */
export function judgeReleases(series: Series, releases: Release[], asked: Asked): JudgedRelease[] {
  const first = releases.map((release) => answerFor(series, release, releases, asked));
  const answered = first.flatMap((answer, at) => (answer.kind === 'effect' ? [{ at, p: answer.p }] : []));
  const levels = holmLevels(
    answered.map(({ p }) => p),
    0.05,
  );
  const levelAt = new Map(answered.map(({ at }, index) => [at, levels[index] ?? 0.05]));
  return releases.map((release, at) => {
    const alpha = levelAt.get(at);
    const answer = alpha === undefined ? first[at] : answerFor(series, release, releases, asked, alpha);
    if (!answer) throw new Error(`release ${at} has no answer`);
    const judged = { name: release.name, at: release.moment.at, answer };
    return answer.kind === 'effect' ? { ...judged, verdict: verdictOf(towardsGood(answer, asked.good)) } : judged;
  });
}

function answerFor(
  series: Series,
  release: Release,
  all: Release[],
  { windowDays, good, timezone, neverFalls }: Asked,
  alpha = 0.05,
): Effect | Unanswerable {
  const { from, to } = releaseIn(series, release.moment, timezone);
  const { length } = buckets[series.bucket];
  const until = Math.min(to + windowDays * day, (series.samples.at(-1)?.t ?? 0) + length);
  const others = all.filter(
    (other) => other !== release && other.moment.at >= from - sharedDays * day && other.moment.at < until,
  );
  return analyse({
    series,
    releaseFrom: from,
    releaseTo: to,
    until: Math.max(until, from + 1),
    alpha,
    good,
    neverFalls,
    otherReleases: others.map(({ name, moment }) => ({ name, at: moment.at })),
  });
}

/** The number of effects: releases too close to separate share one. */
export function effectsOf(rows: JudgedRelease[]): number {
  const left = new Map(rows.map((row) => [row.name, row]));
  let effects = 0;
  for (const { name } of rows) {
    if (left.has(name)) effects += 1;
    take(name);
  }
  return effects;

  function take(name: string): void {
    const row = left.get(name);
    left.delete(name);
    for (const other of row?.answer.kind === 'effect' ? (row.answer.sharedWith ?? []) : []) take(other);
  }
}
