import { armsEffect } from '../analysis/arms/arms-effect.ts';
import { shortestWindow, smallestDetectable } from '../analysis/detect.ts';
import type { Detectable, NamedSeries, Unanswerable } from '../analysis/effect.ts';
import { recall } from '../analysis/recall.ts';
import type { Arms } from '../analysis/samples.ts';
import { baselineOf } from './baseline.ts';
import type { Bet, ExpectedMovement, GuardedMetric } from './bet.ts';
import { levelSpan, relativeSpan } from './change-against-level.ts';
import { day } from './day.ts';
import { type Disclosure, mayHold } from './disclosure.ts';
import type { EdgeRecord } from './edge-record.ts';
import type { Baseline, Forecast, ForecastEvent, ForecastRow, GuardRow, KeyResultNow, OtherBet } from './forecast.ts';
import type { BetState } from './lifecycle.ts';
import type { Metric } from './metric.ts';
import { chainsUpward, metricsAbove } from './metric-tree.ts';
import type { OutcomeMap } from './outcome-map.ts';
import { own } from './own.ts';
import type { Reading } from './reading.ts';
import type { SoFar } from './so-far.ts';
import { type Standing, standingAt } from './standing.ts';
import { tooSmallToSee } from './too-small-to-see.ts';

export interface ForecastBasis {
  bet: Bet;
  map: OutcomeMap;
  state: BetState;
  /** What each metric's source answered, by metric name. */
  readings: Record<string, Reading>;
  others: OtherBet[];
  /** Where the metrics above the bet stand, by name; none where nobody looked. */
  standings: Record<string, Standing>;
  edges: EdgeRecord[];
  soFar?: SoFar;
  events: ForecastEvent[];
  readoutDays: number[];
  disclosure: Disclosure;
  /** Start of the first incomplete day: the baseline ends here. */
  asOf: Date;
}

const unread: Reading = { kind: 'failed', failure: { reason: 'no-source', text: 'it was not read' } };

/** Holds a bet against real history: where each metric stands, what is expected of it, and what can be seen. */
export function buildForecast(basis: ForecastBasis): Forecast {
  const { bet, map, state, others, events, readoutDays, asOf } = basis;
  const baseline = (metric: Metric) => baselineOf(own(basis.readings, metric.name) ?? unread, asOf);
  const lastDay = readoutDays.at(-1) ?? 28;
  const rows = bet.movements.map((movement) => {
    const reading = own(basis.readings, movement.metric.name);
    if (movement.metric.arms || (reading?.kind === 'samples' && reading.arms))
      return experimentRow(movement, reading ?? unread, lastDay, asOf, basis.disclosure);
    return forecastRow(
      movement,
      baseline(movement.metric),
      lastDay,
      controlsOf(movement.metric, basis.readings),
      basis.disclosure,
    );
  });
  return {
    bet,
    state,
    rows,
    guards: bet.guardrails.map((guarded) => guardRow(guarded, baseline(guarded.metric), basis.disclosure)),
    keyResults: keyResultsNow(bet, map, rows, (metric) => {
      const here = baseline(metric);
      return here.kind === 'level' ? here.level : undefined;
    }),
    upstream: rows.flatMap(({ movement }) => chainsUpward(map.metrics, movement.metric.name)),
    tree: treeOf(basis, rows),
    edges: basis.edges,
    purpose: { strategy: map.strategy ?? [], ...(map.vision === undefined ? {} : { vision: map.vision }) },
    others,
    ...(basis.soFar ? { soFar: basis.soFar } : {}),
    readoutDays,
    events,
    disclosure: basis.disclosure,
    asOf,
  };
}

function treeOf({ map, standings, asOf }: ForecastBasis, rows: ForecastRow[]): Forecast['tree'] {
  const staked = new Map(rows.map(({ movement, baseline }) => [movement.metric, standingAt(baseline, asOf)]));
  const above = metricsAbove(
    map.metrics,
    rows.map(({ movement }) => movement.metric.name),
  );
  return [
    ...[...staked].map(([metric, standing]) => ({ metric, standing })),
    ...above.map((metric) => {
      const standing = own(standings, metric.name);
      return standing ? { metric, standing } : { metric };
    }),
  ];
}

/** The siblings of a metric that could be read; an experiment's own metric holds what is tried out. */
export function controlsOf({ controls = [] }: Metric, readings: Record<string, Reading>): NamedSeries[] {
  return controls.flatMap((name) => {
    const reading = own(readings, name);
    return reading?.kind === 'samples' && !reading.arms ? [{ name, series: reading.series }] : [];
  });
}

function forecastRow(
  movement: ExpectedMovement,
  baseline: Baseline,
  lastDay: number,
  controls: NamedSeries[],
  disclosure: Disclosure,
): ForecastRow {
  if (baseline.kind !== 'level') return { movement, baseline };
  const { level, history } = baseline;
  const windowDays = movement.windowDays ?? lastDay;
  const given: [object, ...object[]] = [history, ...controls.map(({ series }) => series)];
  const detectable = recall(given, `detectable ${windowDays}`, () => smallestDetectable(history, windowDays, controls));
  const row: ForecastRow = { movement, baseline, detectable, ...expectedOf(movement, level, disclosure) };
  const hope = tooSmallToSee(row);
  const enoughDays =
    hope === undefined
      ? undefined
      : recall(given, `window ${hope} ${windowDays}`, () => shortestWindow(history, hope, windowDays, controls));
  return enoughDays === undefined ? row : { ...row, enoughDays };
}

/** The expectation held against the level, where that may be. */
function expectedOf(
  { metric, change }: ExpectedMovement,
  at: number,
  disclosure: Disclosure,
): Pick<ForecastRow, 'expected'> {
  if (!change || !mayHold(change, metric, disclosure)) return {};
  const [level, relative] = [levelSpan(change, at), relativeSpan(change, at)];
  return level && relative ? { expected: { level, relative } } : {};
}

/** Both groups are looked at over as many days as usually tell what a metric does. */
const experimentDays = 28;
const longestWindow = 180;

/**
 * A bet that is measured by an experiment stands against the group without the change, and needs no history; where both groups
 * have run before the release, they tell how small a difference the window can show.
 */
function experimentRow(
  movement: ExpectedMovement,
  reading: Reading,
  lastDay: number,
  asOf: Date,
  disclosure: Disclosure,
): ForecastRow {
  const { metric } = movement;
  const arms = reading.kind === 'samples' ? reading.arms : undefined;
  const names = metric.arms ?? (arms && { control: arms.control.name, treatment: arms.treatment.name });
  const own: Reading =
    reading.kind === 'samples' && arms
      ? { kind: 'samples', series: { ...reading.series, samples: arms.control.samples } }
      : reading;
  const baseline = baselineOf(own, asOf);
  const row: ForecastRow = { movement, baseline, ...(names ? { experiment: names } : {}) };
  if (baseline.kind !== 'level') return row;
  const windowDays = movement.windowDays ?? lastDay;
  const detectable = arms && detectableByArms(arms, metric, windowDays, asOf.getTime());
  const complete = {
    ...row,
    ...(detectable ? { detectable } : {}),
    ...expectedOf(movement, baseline.level, disclosure),
  };
  const hope = tooSmallToSee(complete);
  if (hope === undefined || detectable?.kind !== 'detectable') return complete;
  // Half the difference takes four times the people, and they come in at the pace of the days.
  const enoughDays = Math.ceil(windowDays * (detectable.relative / Math.abs(hope)) ** 2);
  return enoughDays > longestWindow ? complete : { ...complete, enoughDays };
}

/** From both groups before the release, as if as many people came in on each day of the window. Undefined before they have begun. */
function detectableByArms(
  arms: Arms,
  { arms: named }: Metric,
  windowDays: number,
  until: number,
): Detectable | Unanswerable | undefined {
  const earliest = until - experimentDays * day;
  const recent = [arms.control, arms.treatment].map(({ samples }) =>
    samples.find(({ t }) => t >= earliest && t < until),
  );
  const [control, treatment] = recent;
  if (!control || !treatment) return undefined;
  const from = Math.max(control.t, treatment.t);
  const effect = armsEffect({ arms, from, until, ...(named?.split ? { split: named.split } : {}) });
  if (effect.kind === 'unanswerable') return effect;
  const relative = effect.detectable * Math.sqrt((until - from) / (windowDays * day));
  return { kind: 'detectable', windowDays, relative };
}

function guardRow(guarded: GuardedMetric, baseline: Baseline, disclosure: Disclosure): GuardRow {
  if (baseline.kind !== 'level' || !mayHold(guarded.limit, guarded.metric, disclosure)) return { guarded, baseline };
  const limit = worstChange(guarded, baseline.level);
  if (limit === undefined) return { guarded, baseline };
  return { guarded, baseline, limitLevel: baseline.level + limit * Math.abs(baseline.level) };
}

/**
 * A guardrail's limit as a relative change in the metric's own sign, always towards worse: people write `+5%` and `5%`
 * for "at most 5 % worse", whichever way the metric points.
 */
export function worstChange({ metric, limit }: GuardedMetric, level: number): number | undefined {
  const span = relativeSpan(limit, level);
  if (!span) return undefined;
  const size = Math.max(Math.abs(span.low), Math.abs(span.high));
  return metric.good === 'up' ? -size : size;
}

/** Each key result of the bet, where its metric is now, and the share of the remaining gap that the bet would close. */
export function keyResultsNow(
  bet: Bet,
  map: OutcomeMap,
  rows: Pick<ForecastRow, 'movement' | 'expected'>[],
  levelOf: (metric: Metric) => number | undefined,
): KeyResultNow[] {
  return bet.keyResults.flatMap(({ objective, keyResult }) => {
    const metric = map.metrics.find(({ name }) => name === keyResult.metric);
    if (!metric) return [];
    const now = levelOf(metric);
    const expected = rows.find(({ movement }) => movement.metric.name === metric.name)?.expected?.level;
    const gap = now === undefined ? 0 : keyResult.to - now;
    const reached = gap > 0 ? expected?.low : expected?.high;
    // Past its target there is no gap left to close a share of.
    const open = now !== undefined && Math.sign(gap) === Math.sign(keyResult.to - keyResult.from);
    return [
      {
        objective,
        keyResult,
        metric,
        ...(now === undefined ? {} : { now }),
        ...(open && now !== undefined && reached !== undefined ? { gapClosed: (reached - now) / gap } : {}),
      },
    ];
  });
}
