import { fewestBefore } from '../align.ts';
import { buckets } from '../bucket.ts';
import type { Unanswerable, Warning } from '../effect.ts';
import type { Series } from '../samples.ts';
import { seriesFault } from '../series-fault.ts';
import { deadFrom } from './dead.ts';
import { jumpIn, wayBack } from './jump.ts';
import { monthlyDays } from './monthly-days.ts';
import { movedBefore } from './moved-before.ts';
import { looksLikeRunningTotal } from './running-total.ts';
import { slotsOf } from './slots-of.ts';
import * as words from './words.ts';

/** A series without what would mislead, and what was found about it. */
export interface History {
  series: Series;
  warnings: Warning[];
}

/**
 * What can be seen of a metric before anything is released: that no readout could judge it, and why; or what has to be known of its history. The same findings as those of
 * a readout, as far as they do not wait for the days after.
 */
export function lookAtHistory(series: Series, said: { neverFalls?: boolean } = {}): History | Unanswerable {
  const { bucket } = series;
  const fault = seriesFault(series);
  if (fault) return fault;
  if (!said.neverFalls && looksLikeRunningTotal(series.samples)) return words.runningTotal(bucket);
  const { values, starts, sizes } = slotsOf(series);
  const dead = deadFrom(values, bucket, sizes);
  if (dead !== undefined) return words.dead(values[dead] === 0, starts[dead] as number, bucket);
  if (bucket === 'hour') return { series, warnings: [] };
  const jump = jumpIn(values, 0);
  const back = jump && wayBack(values, jump);
  if (jump && back !== undefined) {
    const [since, last] = [starts[jump.slot] as number, starts[back - 1] as number];
    const samples = series.samples.filter(({ t }) => t < since || t > last);
    const rest = samples.length < fewestBefore(bucket) ? undefined : lookAtHistory({ ...series, samples }, said);
    if (rest && 'series' in rest)
      return { ...rest, warnings: [words.otherUnit(since, last, bucket), ...rest.warnings] };
  }
  if (jump) return sinceJump(series, starts[jump.slot] as number, jump);
  return withoutMisleading(series, values, starts);
}

function sinceJump(series: Series, since: number, jump: Parameters<typeof words.jumped>[0]): History | Unanswerable {
  const samples = series.samples.filter(({ t }) => t >= since);
  if (samples.length < fewestBefore(series.bucket)) return words.jumped(jump, since, series.bucket);
  const rest = lookAtHistory({ ...series, samples }, { neverFalls: true });
  if ('kind' in rest) return rest;
  return { series: rest.series, warnings: [words.oldUnit(since, series.bucket), ...rest.warnings] };
}

function withoutMisleading(series: Series, values: Float64Array, starts: Float64Array): History {
  const { length } = values;
  const days = monthlyDays(values, starts, length);
  const moved = movedBefore(values, buckets.day.season, length, length);
  const [from, to] = moved ? [starts[moved.from] as number, starts[moved.to - 1] as number] : [];
  const ended = moved?.isOver && from !== undefined && to !== undefined ? { from, to } : undefined;
  const warnings = [
    ...(days.length > 0 ? [words.monthly(days.map(({ name }) => name))] : []),
    ...(ended ? [words.movedLately(ended.from, ended.to)] : from !== undefined ? [words.movingNow(from)] : []),
  ];
  if (warnings.length === 0) return { series, warnings };
  const samples = series.samples.filter(
    ({ t }) => !days.some(({ has }) => has(t)) && !(ended && t >= ended.from && t <= ended.to),
  );
  return { series: { ...series, samples }, warnings };
}
