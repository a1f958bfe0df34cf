import { helpfulControl, smallestDetectable } from '../../analysis/detect.ts';
import type { NamedSeries } from '../../analysis/effect.ts';
import { memoize } from '../../analysis/memoize.ts';
import { otherReleases } from '../bet/other-releases.ts';
import { concernedBy } from '../bet/sibling-candidates.ts';
import { controlsOf } from '../metric/controls-of.ts';
import type { Metric } from '../metric/metric.ts';
import type { Reading } from '../metric/reading.ts';
import type { OutcomeMap } from '../outcome-map/outcome-map.ts';
import { own } from '../text/own.ts';
import type { Forecast, ForecastRow } from './forecast.ts';
import { tooSmallToSee } from './too-small-to-see.ts';

/** Reads for one sentence are limited. */
const mostTried = 8;

/**
 * The metrics of the map that a bet which cannot be seen might be compared with, those already read first, then in the order of
 * the map; none unless the bet is open, because after the merge nobody can change what it is compared with.
 */
export function siblingsToTry(forecast: Forecast, map: OutcomeMap, readings: Record<string, Reading>): Metric[] {
  const blind = forecast.state === 'open' ? forecast.rows.filter((row) => tooSmallToSee(row) !== undefined) : [];
  const candidates = new Set(blind.flatMap((row) => candidatesFor(row, forecast, map)));
  const [here, elsewhere] = [true, false].map((read) =>
    map.metrics.filter((metric) => candidates.has(metric) && Object.hasOwn(readings, metric.name) === read),
  );
  return [...(here ?? []), ...(elsewhere ?? [])].slice(0, mostTried);
}

/** Says of each expectation that its window cannot show which sibling of those read would make it visible, if one would. */
export function withComparisons(forecast: Forecast, map: OutcomeMap, readings: Record<string, Reading>): Forecast {
  return { ...forecast, rows: forecast.rows.map((row) => withComparison(row, forecast, map, readings)) };
}

function withComparison(
  row: ForecastRow,
  forecast: Forecast,
  map: OutcomeMap,
  readings: Record<string, Reading>,
): ForecastRow {
  const { movement, baseline, detectable } = row;
  const least = tooSmallToSee(row);
  if (least === undefined || baseline.kind !== 'level' || detectable?.kind !== 'detectable') return row;
  const candidates = candidatesFor(row, forecast, map).flatMap(({ name }): NamedSeries[] => {
    const reading = own(readings, name);
    return reading?.kind === 'samples' && !reading.arms ? [{ name, series: reading.series }] : [];
  });
  const { history } = baseline;
  const beside = {
    controls: controlsOf(movement.metric, readings),
    otherReleases: otherReleases(forecast.others, movement.metric, history, forecast.asOf),
    towards: Math.sign(least),
  };
  const { windowDays } = detectable;
  const tried = candidates.slice(0, mostTried);
  const found = helpfulControl(least, tried, (candidate) => {
    const besideIt = { ...beside, controls: [...beside.controls, candidate] };
    return memoize([history, besideIt], `detectable ${windowDays}`, () =>
      smallestDetectable(history, windowDays, besideIt),
    );
  });
  const metric = map.metrics.find(({ name }) => name === found?.name);
  return metric ? { ...row, comparison: metric } : row;
}

/**
 * A sibling has a source, is not compared with already, and the bet has no business with it, up or down the tree. An experiment
 * needs none: it has a control group.
 */
function candidatesFor({ movement, experiment }: ForecastRow, { bet }: Forecast, map: OutcomeMap): Metric[] {
  if (experiment) return [];
  const concerned = new Set([...concernedBy(bet, map), ...(movement.metric.controls ?? [])]);
  return map.metrics.filter(({ name, source }) => source !== undefined && !concerned.has(name));
}
