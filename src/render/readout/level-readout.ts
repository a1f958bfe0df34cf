import type { AttainedLevel } from '../../analysis/level/attained-level.ts';
import type { MovementView } from '../../domain/readout/movement-view.ts';
import type { MovementReadout } from '../../domain/readout/readout.ts';
import type { ReadoutView } from '../../domain/readout/readout-view.ts';
import { byDay } from '../chart/days.ts';
import { courseInBars } from '../chart/sparkline.ts';
import { daysBetween, formatDays } from '../words/dates.ts';
import { formatLevel, formatLevels } from '../words/figures.ts';
import { wantedInWords } from '../words/level-in-words.ts';
import { showsFigures, titleOf } from '../words/movement-in-words.ts';

/** Where a metric came to of which a level was expected, in one sentence. */
export function levelHeadline(
  { movement, verdict, stoodAt, unheld }: MovementReadout,
  { level }: AttainedLevel,
  { interim, disclosure }: Pick<ReadoutView, 'interim' | 'disclosure'>,
): string {
  const title = titleOf(movement.metric);
  if (unheld || !showsFigures(disclosure, movement.metric))
    return `the level of ${title} is not shown here`.replace(/^t/, interim ? 't' : 'T');
  const wanted = wantedInWords(movement, disclosure);
  const at = `${title} is at ${formatLevel(level, movement.metric.unit)}`;
  if (interim) return `${at} so far, ${wanted} is expected`;
  const held = `${at}, ${wanted} was expected`;
  switch (verdict) {
    case 'moved':
      return `It got there: ${held}`;
    case 'moved-less':
      return `It did not get there yet: ${held}`;
    case 'flat':
      return `It is nowhere near: ${held}`;
    default:
      return stoodAt === undefined
        ? `Cannot tell yet: ${held}`
        : `Cannot tell: ${title} stood at ${formatLevel(stoodAt, movement.metric.unit)} before the release already, ${wanted} was expected`;
  }
}

/** The figures behind it: the level with its interval, how it got there day by day, and what that does not say. */
export function levelLead(
  { movement, series, verdict, stoodAt, window }: MovementView,
  answer: AttainedLevel,
  { disclosure }: Pick<ReadoutView, 'disclosure'>,
): string {
  const { metric } = movement;
  if (!showsFigures(disclosure, metric)) return 'its level is not shown.';
  const [at, low, high] = formatLevels([answer.level, answer.low, answer.high], metric.unit);
  const sure = Number((answer.confidence * 100).toFixed(1));
  const open =
    verdict === 'inconclusive' && stoodAt === undefined
      ? ` The interval holds ${wantedInWords(movement, disclosure)} and less than that.`.replace(
          'less',
          movement.change?.kind === 'level' && movement.change.bound === 'at-most' ? 'more' : 'less',
        )
      : '';
  return `**${at}** in the last ${formatDays(7)} (${sure}% interval ${low} to ${high}).${open}${curve(series, window)} A level claims no effect: what it would be without the change is not known.`;
}

const mostDays = 90;

/** Each day since the release. */
function curve(series: MovementReadout['series'], { from, end }: MovementView['window']): string {
  const days = Math.min(mostDays, daysBetween(new Date(from), new Date(end)) - 1);
  return days < 2 ? '' : ` Day by day: ${courseInBars(byDay(series, end, days))}.`;
}
