import { analyse } from '../../analysis/analyse.ts';
import { buckets } from '../../analysis/bucket.ts';
import type { Effect, Question as Measurement, Unanswerable } from '../../analysis/effect.ts';
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
  /** What else a readout looks at, where it is known. */
  beside?: Pick<Measurement, 'controls' | 'earlier' | 'holidays'>;
}

/** One metric, and the releases that may have moved it. */
export interface Question {
  series: Series;
  releases: Release[];
  asked: Asked;
}

/** What each release did to one metric. */
export function judgeReleases(series: Series, releases: Release[], asked: Asked): JudgedRelease[] {
  return judgeTogether([{ series, releases, asked }])[0] ?? [];
}

/**
 * What each release did to each metric, as its readout would have found it. All are judged together, each at a level of
 * its own (Holm), so that a false *moved* among them is as rare as for one alone: 5%.
 *
 * @param onQuestion called before a metric is looked at, which takes seconds, and before it is judged, which takes as long
 */
export function judgeTogether(
  questions: Question[],
  onQuestion: (at: number, does: 'look' | 'judge') => void = () => {},
): JudgedRelease[][] {
  const looked = questions.map((question, at) => {
    onQuestion(at, 'look');
    return question.releases.map((release) => answerFor(question, release));
  });
  const ps = looked.flatMap((answers) => answers.flatMap((answer) => (answer.kind === 'effect' ? [answer.p] : [])));
  const levels = holmLevels(ps, 0.05);
  return questions.map((question, at) => {
    onQuestion(at, 'judge');
    return question.releases.map((release, index) => {
      const found = looked[at]?.[index];
      if (!found) throw new Error(`release ${index} has no answer`);
      const judged = { name: release.name, at: release.moment.at };
      // The model is fitted again: to keep those of 1,000 releases takes a gigabyte.
      const answer = found.kind === 'effect' ? answerFor(question, release, levels.shift()) : found;
      if (answer.kind !== 'effect') return { ...judged, answer };
      return { ...judged, answer, verdict: verdictOf(towardsGood(answer, question.asked.good)) };
    });
  });
}

function answerFor({ series, releases, asked }: Question, release: Release, alpha = 0.05): Effect | Unanswerable {
  const { windowDays, good, timezone, neverFalls, beside } = asked;
  const { from, to } = releaseIn(series, release.moment, timezone);
  const { length } = buckets[series.bucket];
  const until = Math.min(to + windowDays * day, (series.samples.at(-1)?.t ?? 0) + length);
  const others = releases.filter(
    (other) => other !== release && other.moment.at >= from - sharedDays * day && other.moment.at < until,
  );
  return analyse({
    ...beside,
    ...{ series, releaseFrom: from, releaseTo: to, until: Math.max(until, from + 1), alpha, good, neverFalls },
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
