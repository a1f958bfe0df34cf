import { type Beside, shortestWindow, smallestDetectable } from '../../analysis/detect.ts';
import type { Unanswerable, UnusedControl } from '../../analysis/effect.ts';
import { lookAtHistory } from '../../analysis/findings/look-at-history.ts';
import { standsAt } from '../../analysis/level/level-verdict.ts';
import { memoize } from '../../analysis/memoize.ts';
import type { Sample, Series } from '../../analysis/samples.ts';
import type { Bet, ExpectedMovement, GuardedMetric } from '../bet/bet.ts';
import { experimentOf } from '../bet/experiment-of.ts';
import type { BetState } from '../bet/lifecycle.ts';
import type { OtherBet } from '../bet/other-bet.ts';
import { otherReleases } from '../bet/other-releases.ts';
import { towardsOf } from '../bet/towards-of.ts';
import { type LevelChange, wantedLevel } from '../bet/wanted-level.ts';
import { worstChange } from '../bet/worst-change.ts';
import { type Disclosure, mayHold } from '../disclosure/disclosure.ts';
import { nameableOf } from '../disclosure/nameable.ts';
import type { EdgeRecord } from '../ledger/edge-record.ts';
import { type Baseline, baselineOf } from '../metric/baseline.ts';
import { controlsOf, unreadControls } from '../metric/controls-of.ts';
import { type Metric, saidOf } from '../metric/metric.ts';
import { type MetricLevel, metricLevelAt } from '../metric/metric-level.ts';
import { chainsUpward, metricsAbove } from '../metric/metric-tree.ts';
import type { Reading } from '../metric/reading.ts';
import type { OutcomeMap } from '../outcome-map/outcome-map.ts';
import { withoutPerCent } from '../outcome-map/without-per-cent.ts';
import { own } from '../text/own.ts';
import { expectedOf } from './expected-of.ts';
import { experimentRow, namedExperimentRow } from './experiment-row.ts';
import type { Forecast, ForecastEvent, ForecastRow, GuardRow } from './forecast.ts';
import { keyResultsNow } from './key-results-now.ts';
import type { SoFar } from './so-far.ts';
import { tooSmallToSee } from './too-small-to-see.ts';
import { hasNoLevel, unfitFor } from './unfit.ts';

export interface ForecastBasis {
  bet: Bet;
  map: OutcomeMap;
  state: BetState;
  /** What each metric's source answered, by metric name. */
  readings: Record<string, Reading>;
  /** What was measured before those readings, by metric: the same weeks of the year before. */
  earlier?: Record<string, Sample[]>;
  others: OtherBet[];
  /** Levels of the metrics above the bet, by name; empty if none was read. */
  levels: Record<string, MetricLevel>;
  edges: EdgeRecord[];
  soFar?: SoFar;
  events: ForecastEvent[];
  readoutDays: number[];
  disclosure: Disclosure;
  /** Start of the first incomplete day: the baseline ends here. */
  asOf: Date;
}

/** Movements that a window long enough is searched for. On an hourly metric that takes seconds, and all other analyses wait meanwhile. */
const mostSearched = 3;
const unread: Reading = { kind: 'failed', failure: { reason: 'no-source', text: 'it was not read' } };

/** Compares a bet with real history: each metric's level, what is expected, and what the window can show. */
export function buildForecast(given: ForecastBasis): Forecast {
  const basis = { ...given, readings: withoutPerCent(given.readings, given.map) };
  const { bet, map, state, others, events, readoutDays, asOf } = basis;
  const baseline = (metric: Metric) => baselineOf(own(basis.readings, metric.name) ?? unread, asOf);
  const lastDay = readoutDays.at(-1) ?? 28;
  const rows = bet.movements.map((movement, place) => {
    const { change } = movement;
    if (change?.kind === 'level') return levelRow({ ...movement, change }, baseline(movement.metric), basis.disclosure);
    const named = experimentOf(bet, movement.metric)?.named;
    if (named) return namedExperimentRow(movement, baseline(movement.metric), named, basis.disclosure);
    const reading = own(basis.readings, movement.metric.name);
    if (movement.metric.arms || (reading?.kind === 'samples' && reading.arms))
      return experimentRow(movement, reading ?? unread, lastDay, asOf, basis.disclosure);
    const { metric } = movement;
    const beside = (history: Series): Beside => ({
      earlier: own(basis.earlier ?? {}, metric.name) ?? [],
      controls: controlsOf(metric, basis.readings),
      otherReleases: otherReleases(others, metric, history, asOf),
    });
    const row = forecastRow(movement, baseline(metric), lastDay, beside, basis.disclosure, place < mostSearched);
    return withUnused(row, unreadControls(metric, basis.readings), basis.disclosure);
  });
  return {
    bet,
    state,
    rows,
    guards: bet.guardrails.map((guarded) => guardRow(guarded, baseline(guarded.metric), basis.disclosure)),
    keyResults: keyResultsNow(bet, map, rows, (metric) => {
      const unfit = unfitFor(rows.find(({ movement }) => movement.metric.name === metric.name));
      if (unfit && hasNoLevel(unfit)) return undefined;
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

function treeOf({ map, levels, asOf }: ForecastBasis, rows: ForecastRow[]): Forecast['tree'] {
  const staked = new Map(rows.map(({ movement, baseline }) => [movement.metric, metricLevelAt(baseline, asOf)]));
  const above = metricsAbove(
    map.metrics,
    rows.map(({ movement }) => movement.metric.name),
  );
  return [
    ...[...staked].map(([metric, level]) => ({ metric, level })),
    ...above.map((metric) => {
      const level = own(levels, metric.name);
      return level ? { metric, level } : { metric };
    }),
  ];
}

/** An expected level is not compared with the past, so there is no detectable change. */
function levelRow(
  movement: ExpectedMovement & { change: LevelChange },
  baseline: Baseline,
  disclosure: Disclosure,
): ForecastRow {
  const { metric, change } = movement;
  const total = baseline.kind === 'level' ? totalOf(baseline, metric) : undefined;
  const row = { movement, baseline, ...(total ? { detectable: total } : {}) };
  if (!mayHold(change, metric, disclosure)) return row;
  const wanted = wantedLevel(change, metric);
  const expected = { level: { low: wanted.value, high: wanted.value } };
  const stands = baseline.kind === 'level' && standsAt(baseline.level, wanted);
  return { ...row, expected, ...(stands ? { stands } : {}) };
}

/** Zeros at first, and jumps, may be use that begins; a running total is none of its days. */
function totalOf({ history }: { history: Series }, metric: Metric): Unanswerable | undefined {
  const looked = lookAtHistory(history, saidOf(metric));
  return 'kind' in looked && looked.reason === 'running-total' ? looked : undefined;
}

/** Which of the controls that the map names say nothing, and why. */
function withUnused(row: ForecastRow, unread: UnusedControl[], disclosure: Disclosure): ForecastRow {
  const { detectable } = row;
  const left = detectable?.kind === 'detectable' ? [...(detectable.unusedControls ?? []), ...unread] : [];
  const names = nameableOf(
    left.map(({ name }) => name),
    disclosure,
  );
  const unusedControls = left.filter(({ name }) => names.includes(name));
  return unusedControls.length > 0 ? { ...row, unusedControls } : row;
}

function forecastRow(
  movement: ExpectedMovement,
  baseline: Baseline,
  lastDay: number,
  besideOf: (history: Series) => Beside,
  disclosure: Disclosure,
  isSearched: boolean,
): ForecastRow {
  if (baseline.kind !== 'level') return { movement, baseline };
  const { level } = baseline;
  const looked = lookAtHistory(baseline.history, saidOf(movement.metric));
  if ('kind' in looked) return { movement, baseline, detectable: looked, ...expectedOf(movement, level, disclosure) };
  const { series: history, warnings: findings } = looked;
  const windowDays = movement.windowDays ?? lastDay;
  const { metric, change } = movement;
  // Whether a hidden level lies above what is expected must not show in the size.
  const told = change && mayHold(change, metric, disclosure) ? towardsOf(change, level) : {};
  const beside = { ...besideOf(history), ...told };
  const shows = (days: number) =>
    memoize([history, beside], `detectable ${days}`, () => smallestDetectable(history, days, beside));
  const detectable = shows(windowDays);
  const base = detectable.kind === 'detectable' ? detectable.inUnit?.base : undefined;
  const row: ForecastRow = {
    movement,
    baseline,
    detectable,
    ...expectedOf(movement, level, disclosure, base),
    ...(findings.length > 0 ? { findings } : {}),
  };
  const hope = isSearched ? tooSmallToSee(row) : undefined;
  const enoughDays = hope === undefined ? undefined : shortestWindow(hope, windowDays, shows);
  return enoughDays === undefined ? row : { ...row, enoughDays };
}

function guardRow(guarded: GuardedMetric, baseline: Baseline, disclosure: Disclosure): GuardRow {
  if (baseline.kind !== 'level' || !mayHold(guarded.limit, guarded.metric, disclosure)) return { guarded, baseline };
  const limit = worstChange(guarded, baseline.level);
  if (limit === undefined) return { guarded, baseline };
  return { guarded, baseline, limitLevel: baseline.level + limit * Math.abs(baseline.level) };
}
