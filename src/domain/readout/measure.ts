import { armsEffect } from '../../analysis/arms/arms-effect.ts';
import type { Effect, Question, Unanswerable } from '../../analysis/effect.ts';
import { guardrailState } from '../../analysis/guardrail.ts';
import { holidaysOf } from '../../analysis/holidays.ts';
import { type AttainedLevel, attainedLevel } from '../../analysis/level/attained-level.ts';
import { betterBy, type WantedLevel } from '../../analysis/level/level-verdict.ts';
import { revisedSince } from '../../analysis/revised-since.ts';
import type { Arms, Sample, Series } from '../../analysis/samples.ts';
import { analyseBeside } from '../../analysis/siblings/analyse-beside.ts';
import type { Bet, GuardedMetric } from '../bet/bet.ts';
import { experimentOf } from '../bet/experiment-of.ts';
import type { ShipSignal } from '../bet/lifecycle.ts';
import type { OtherBet } from '../bet/other-bet.ts';
import { otherReleases } from '../bet/other-releases.ts';
import { completeUntil, readoutDays, releaseBucket } from '../bet/schedule.ts';
import { worstChange } from '../bet/worst-change.ts';
import { day } from '../day.ts';
import type { Disclosure } from '../disclosure/disclosure.ts';
import type { EdgeRecord } from '../ledger/edge-record.ts';
import { baselineOf, levelBetween } from '../metric/baseline.ts';
import { controlsOf, unreadControls } from '../metric/controls-of.ts';
import { type ArmNames, type Metric, saidOf } from '../metric/metric.ts';
import type { Reading } from '../metric/reading.ts';
import type { OutcomeMap } from '../outcome-map/outcome-map.ts';
import { own } from '../text/own.ts';
import type { Answer, GuardReadout } from './readout.ts';

export interface ReadoutBasis {
  bet: Bet;
  map: OutcomeMap;
  author: string;
  shippedAt: Date;
  signal: ShipSignal;
  afterDays: number;
  interim: boolean;
  /** A last one, which may be followed by one more window by itself. */
  extends?: boolean;
  /** Chance of a false alarm that this look may spend. */
  alpha: number;
  /** What each metric's source answered at the merge: the level that expectations are held against. */
  baseline: Record<string, Reading>;
  /** What each source answers now, before and after the release. */
  readings: Record<string, Reading>;
  /** What the experiment came to that the bet names, by metric: groups, or why there are none. */
  experiments?: Record<string, Reading>;
  /** What was measured before those readings, by metric: the same weeks of the year before. */
  earlier?: Record<string, Sample[]>;
  /** What each staked metric is compared with, by name, apart from the controls of the map. */
  siblings?: Record<string, string[]>;
  /** What bets have shown of the edges above. */
  edges: EdgeRecord[];
  others: OtherBet[];
  shippedTogether: number[];
  amended: boolean;
  statedAfterMerge?: Date;
  disclosure: Disclosure;
  now: Date;
}

/** The groups of the experiment that the bet names, where there are any; else what the metric's own source says. */
export function readingOf(
  { readings, experiments = {} }: Pick<ReadoutBasis, 'readings' | 'experiments'>,
  { name }: Metric,
): Reading {
  const tested = own(experiments, name);
  return tested?.kind === 'samples' && tested.arms ? tested : (own(readings, name) ?? unread);
}

export const unread: Reading = { kind: 'failed', failure: { reason: 'no-source', text: 'it was not read' } };

/** Guardrails are looked at from the first complete day on; `alpha` is smaller the earlier the look. */
export function measureGuards(basis: ReadoutBasis, alpha: number): GuardReadout[] {
  const { guardrails } = basis.bet;
  // Those of the map share one chance of a false alarm, however many they are.
  const shared = alpha / Math.max(1, guardrails.filter(({ byMap }) => byMap).length);
  return guardrails.map((guarded) => measureGuard(basis, guarded, guarded.byMap ? shared : alpha));
}

function measureGuard(basis: ReadoutBasis, guarded: GuardedMetric, alpha: number): GuardReadout {
  const answer = measure(basis, guarded.metric, alpha, 1);
  const level = levelWithout(basis, guarded.metric, answer);
  const limit = level === undefined ? undefined : worstChange(guarded, level, baseOf(answer));
  const withLimit = limit === undefined ? {} : { limit };
  if (answer.kind === 'no-data' || answer.kind === 'failed') return { guarded, answer, state: 'no-data', ...withLimit };
  const state = limit === undefined ? 'unclear' : guardrailState(answer, limit, guarded.metric.good);
  return { guarded, answer, state, ...withLimit };
}

/** What a metric did since the release, whether or not the bet is about it. */
export function measure(basis: ReadoutBasis, metric: Metric, alpha: number, minimumAfter: number): Answer {
  const reading = readingOf(basis, metric);
  if (reading.kind === 'failed') return reading;
  if (reading.kind === 'empty') return { kind: 'no-data' };
  const { series } = reading;
  const { from, to } = releaseBucket(basis.shippedAt, series);
  const until = untilOf(basis, series);
  if (reading.arms && reading === own(basis.experiments ?? {}, metric.name))
    return compareGroups(basis, experimentOf(basis.bet, metric)?.arms, reading.arms, { from: to, until }, alpha);
  const last = series.samples.findLast(({ t }) => t < until);
  if (!last || last.t < to) return { kind: 'no-data', ...(last ? { lastAt: new Date(last.t) } : {}) };
  if (reading.arms) return compareGroups(basis, metric.arms, reading.arms, { from: to, until }, alpha);
  const question: Question = {
    series,
    releaseFrom: from,
    releaseTo: to,
    until,
    alpha,
    // Where the clock was set back since the release there is a day less than elsewhere.
    minimumAfter: Math.min(minimumAfter, Math.max(1, Math.floor((until - to) / day))),
    ...saidOf(metric),
    earlier: own(basis.earlier ?? {}, metric.name) ?? [],
    controls: controlsOf(metric, basis.readings),
    otherReleases: otherReleases(basis.others, metric, series, basis.shippedAt),
    holidays: metric.holidays ? (holidaysOf(metric.holidays, series.samples[0]?.t ?? from, until) ?? []) : [],
  };
  const siblings = controlsOf({ controls: own(basis.siblings ?? {}, metric.name) ?? [] }, basis.readings);
  const answer = analyseBeside(question, siblings);
  if (answer.kind !== 'effect') return answer;
  const unusedControls = [...(answer.unusedControls ?? []), ...unreadControls(metric, basis.readings)];
  const told = unusedControls.length > 0 ? { ...answer, unusedControls } : answer;
  return withRevision(told, own(basis.baseline, metric.name), series);
}

/** Where a metric has come to by the end of the window; `series`: what of the reading is measured. */
export function measureAttained(
  basis: ReadoutBasis,
  metric: Metric,
  wanted: WantedLevel,
  { reading, series }: { reading: Reading; series: Series },
  alpha: number,
): AttainedLevel | Exclude<Answer, Effect> {
  if (reading.kind === 'failed') return reading;
  const { to } = releaseBucket(basis.shippedAt, series);
  const until = untilOf(basis, series);
  const good = betterBy(wanted);
  const attained = attainedLevel(series, { ...saidOf(metric), good, from: to, until }, alpha);
  if (attained) return attained;
  const last = series.samples.findLast(({ t }) => t < until);
  return { kind: 'no-data', ...(last ? { lastAt: new Date(last.t) } : {}) };
}

/** Chance of a false alarm over all looks at an experiment; the interval pays for looking often by being wider. */
const anyLook = 0.05;

/**
 * The groups of an experiment over the days since the release. What a look before the last may spend is nothing to an interval
 * that holds at every look; of `alpha` only the share of this movement among several counts there.
 */
function compareGroups(
  basis: ReadoutBasis,
  named: ArmNames | undefined,
  arms: Arms,
  { from, until }: { from: number; until: number },
  alpha: number,
): Effect | Unanswerable {
  const last = readoutDays(basis.map.followUp.afterDays, basis.bet).at(-1) ?? basis.afterDays;
  return armsEffect({
    arms,
    from,
    until,
    ...(named?.split ? { split: named.split } : {}),
    ...(basis.interim ? { alpha: anyLook * Math.min(1, alpha / basis.alpha), judgedAt: from + last * day } : { alpha }),
  });
}

function withRevision(effect: Effect, kept: Reading | undefined, now: Series): Effect {
  const warning = kept?.kind === 'samples' ? revisedSince(kept.series, now) : undefined;
  return warning ? { ...effect, warnings: [...effect.warnings, warning] } : effect;
}

/** The window of the checkpoint, or as much of it as is complete: a readout run late gives the same answer. */
export function untilOf({ now, shippedAt, afterDays }: ReadoutBasis, series: Series): number {
  const { to } = releaseBucket(shippedAt, series);
  return Math.min(releaseBucket(now, series).from, to + afterDays * day);
}

/** Due N times 24 hours after the release, the N-th day is not complete yet: a week's readout has six whole days. */
export const shortestAnswer = (afterDays: number) => Math.min(7, Math.max(1, afterDays - 1));

/** The level that effects, expectations and limits are all held against: what would be without the change; where nothing was found of that, where it stood. */
export function levelWithout(basis: ReadoutBasis, metric: Metric, answer: Answer): number | undefined {
  return answer.kind === 'effect' ? answer.counterfactualLevel : levelAtMerge(basis, metric);
}

/** What relative figures are shares of, where that is not this level. */
export const baseOf = (answer: Answer) => (answer.kind === 'effect' ? answer.inUnit?.base : undefined);

export function levelAtMerge(basis: ReadoutBasis, metric: Metric): number | undefined {
  const asOf = completeUntil(basis.shippedAt, 'day');
  for (const reading of [own(basis.baseline, metric.name), own(basis.readings, metric.name)]) {
    const baseline = reading && baselineOf(reading, asOf);
    if (baseline?.kind === 'level') return baseline.level;
  }
  return undefined;
}

export function levelAfter(basis: ReadoutBasis, metric: Metric): number | undefined {
  const reading = own(basis.readings, metric.name);
  if (reading?.kind !== 'samples') return undefined;
  const { to } = releaseBucket(basis.shippedAt, reading.series);
  return levelBetween(reading.series, to, untilOf(basis, reading.series));
}
