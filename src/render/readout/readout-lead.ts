import type { Effect } from '../../analysis/effect.ts';
import type { Series } from '../../analysis/samples.ts';
import type { Span } from '../../domain/declaration/declaration.ts';
import { lookAlpha } from '../../domain/readout/look-alpha.ts';
import type { MovementReadout, Readout } from '../../domain/readout/readout.ts';
import { table } from '../comment/table.ts';
import { daysBetween, formatDate, formatDays } from '../words/dates.ts';
import { hoped } from '../words/effect-in-words.ts';
import { formatLevels, formatRelative, formatRelativeSpan } from '../words/figures.ts';
import { inertSentence } from '../words/inert.ts';
import { shortChange, showsFigures, titleOf } from '../words/movement-in-words.ts';
import { provenance } from '../words/not-measurable.ts';
import { readerOf } from '../words/reader-of.ts';
import { shipName } from '../words/ship-in-words.ts';
import { shortVerdict } from '../words/verdict-in-words.ts';
import { asClause, capital } from '../words/words.ts';

type Look = Pick<Readout, 'afterDays' | 'interim'>;

/** How sure an interval is: by what a look of this day may spend, and more so where several movements share it. */
const surenessOf = ({ afterDays, interim }: Look, { confidence }: Effect) =>
  confidence ?? 1 - lookAlpha(afterDays, interim);

/** `95 % interval`; an experiment's may hold at every look. */
function intervalOf(look: Look, effect: Effect): string {
  const sure = Number((surenessOf(look, effect) * 100).toFixed(1));
  return `${sure} % interval${effect.arms?.anytime ? ', good at every look,' : ''}`;
}

/** What was measured, in figures; or why there are none. */
export function readoutLead(readout: Readout, subject: MovementReadout): string {
  const { shippedAt, afterDays, signal } = readout;
  const since = `In the ${formatDays(afterDays)} since ${shipName(signal)} (${formatDate(shippedAt, readerOf(readout))})`;
  const { answer } = subject;
  if (answer.kind === 'effect') return `${since}: ${figures(readout, subject, answer)}`;
  if (answer.kind === 'unanswerable') return `${since}: ${asClause(inertSentence(answer.text, { maxLength: 300 }))}.`;
  return noData(readout, subject);
}

function figures(readout: Readout, { movement, expected, verdict, series }: MovementReadout, effect: Effect): string {
  const shown = showsFigures(readout.disclosure, movement.metric);
  const [actual, without] = formatLevels([effect.actualLevel, effect.counterfactualLevel], movement.metric.unit);
  const levels = !shown
    ? ''
    : effect.arms
      ? `**${actual}** with the change, against ${without} without it. `
      : `**${actual}**, against ${without} to be expected without it. `;
  const size = `${shown ? 'The effect is' : 'an effect of'} ${formatRelative(effect.relative)} (${intervalOf(readout, effect)} ${formatRelativeSpan(effect)}).`;
  if (verdict === 'flat' && expected) {
    const [nearest, end] = movement.metric.good === 'up' ? [expected.low, effect.high] : [expected.high, effect.low];
    // Rounded to the same figure it would read as if it lay within.
    const just = formatRelative(nearest) === formatRelative(end) ? 'just ' : '';
    return `${levels}${size} The ${hoped(expected)} expected lies ${just}outside of that.`;
  }
  if (verdict === 'inconclusive')
    return `${levels}${size} ${howLong(effect, daysOfData(effect.bucketsAfter, series), expected)}`;
  return `${levels}${size}`;
}

/**
 * How many more days it would take, from what the days so far can show: an effect half the size takes four times the data. Rough,
 * because a metric that wanders gains less.
 */
function howLong({ detectable }: Effect, days: number, expected: Span | undefined): string {
  const holds = `The interval holds both nothing and ${expected ? `the ${hoped(expected)} expected` : 'a movement'}.`;
  if (!Number.isFinite(detectable)) return holds;
  const hope = expected && Math.min(Math.abs(expected.low), Math.abs(expected.high));
  if (!hope)
    return `${holds} ${capital(formatDays(days))} can show changes of ${formatRelative(detectable, { unsigned: true })} or more.`;
  const more = Math.ceil(days * (detectable / hope) ** 2) - days;
  if (more <= 0) return holds;
  if (more > 180)
    return `${holds} This metric varies too much for a change of that size: it would take more than half a year to tell.`;
  return `${holds} It would take about ${more} more ${more === 1 ? 'day' : 'days'} to tell.`;
}

/** Hours of data in whole days. */
export function daysOfData(buckets: number, { bucket }: Series): number {
  return bucket === 'hour' ? Math.max(1, Math.round(buckets / 24)) : buckets;
}

function noData(readout: Readout, { movement, answer }: MovementReadout): string {
  const { shippedAt, signal, silence, interim } = readout;
  const on = (date: Date) => formatDate(date, readerOf(readout));
  const { metric } = movement;
  const shipped = `${capital(shipName(signal))} shipped on ${on(shippedAt)}`;
  const since =
    answer.kind === 'failed'
      ? `: ${asClause(inertSentence(answer.failure.text, { maxLength: 200 }))}`
      : answer.kind === 'no-data' && answer.lastAt && answer.lastAt > shippedAt
        ? `; the last value is from ${formatDays(daysBetween(shippedAt, answer.lastAt))} after it`
        : '; there is no value after it';
  const retry = silence?.retryUntil
    ? ` Tried again daily until ${on(silence.retryUntil)}; after that this stands as a silent ship.`
    : interim
      ? ''
      : ' This stands as a silent ship: shipped, and nobody knows whether it worked.';
  return `${shipped}${since}${provenance(metric, showsFigures(readout.disclosure, metric))}.${retry}`;
}

/** All movements of a bet that has several. */
export function movementTable({ movements, ...look }: Readout): string {
  if (movements.length < 2) return '';
  const shown = movements.slice(0, 12);
  const names = new Set(shown.flatMap(({ answer }) => (answer.kind === 'effect' ? [intervalOf(look, answer)] : [])));
  const [name = 'interval'] = names;
  const spanOf = (effect: Effect) =>
    `${formatRelativeSpan(effect)}${names.size > 1 ? ` (${intervalOf(look, effect)})` : ''}`;
  const rows = table(
    ['', 'expected', 'effect', names.size > 1 ? 'interval' : name, ''],
    shown.map(({ movement, expected, answer, verdict }) => [
      titleOf(movement.metric),
      expected ? formatRelativeSpan(expected) : (shortChange(movement, look.disclosure) ?? ''),
      ...(answer.kind === 'effect' ? [formatRelative(answer.relative), spanOf(answer)] : ['', '']),
      shortVerdict(verdict),
    ]),
  );
  const usual = 1 - lookAlpha(look.afterDays, look.interim);
  const isWider = ({ answer }: MovementReadout) =>
    answer.kind === 'effect' && !answer.arms && surenessOf(look, answer) > usual + 1e-9;
  return shown.some(isWider)
    ? `${rows}\n\nSeveral movements are several chances to be misled, so their intervals are wider.`
    : rows;
}
