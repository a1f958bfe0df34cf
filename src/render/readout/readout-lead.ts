import type { Effect } from '../../analysis/effect.ts';
import type { Span } from '../../domain/declaration/declaration.ts';
import type { MovementView, Precision } from '../../domain/readout/movement-view.ts';
import type { ReadoutView } from '../../domain/readout/readout-view.ts';
import { table } from '../comment/table.ts';
import { daysBetween, formatDate, formatDays } from '../words/dates.ts';
import { hoped } from '../words/effect-in-words.ts';
import { formatLevels } from '../words/figures.ts';
import { remedyFor } from '../words/finding-in-words.ts';
import { inertSentence } from '../words/inert.ts';
import { shortChange, showsFigures, titleOf } from '../words/movement-in-words.ts';
import { provenance } from '../words/not-measurable.ts';
import { shapeInWords } from '../words/shape-in-words.ts';
import { shipName } from '../words/ship-in-words.ts';
import { type Sizes, sizesOf } from '../words/sizes.ts';
import { shortVerdict } from '../words/verdict-in-words.ts';
import { asClause, capital } from '../words/words.ts';
import { levelLead } from './level-readout.ts';

/** `95% interval`; an experiment's may hold at every look. */
function intervalOf({ answer, precision }: MovementView): string {
  const anytime = answer.kind === 'effect' && answer.arms?.anytime;
  const sure = Number(((precision?.sureness ?? 0) * 100).toFixed(1));
  return `${sure}% interval${anytime ? ', valid at every look,' : ''}`;
}

/** What was measured, in figures; or why there are none. */
export function readoutLead(readout: ReadoutView, subject: MovementView): string {
  const { shippedAt, afterDays, signal, reader } = readout;
  const since = `In the ${formatDays(afterDays)} since ${shipName(signal)} (${formatDate(shippedAt, reader)})`;
  const { answer } = subject;
  if (answer.kind === 'effect') return `${since}: ${figures(readout, subject, answer)}`;
  if (answer.kind === 'level') return `${since}: ${levelLead(subject, answer, readout)}`;
  if (answer.kind === 'unanswerable') {
    const remedy = remedyFor(answer);
    const todo = remedy ? ` What to do: ${remedy}.` : '';
    return `${since}: ${asClause(inertSentence(answer.text, { maxLength: 300 }))}.${todo}${triedAgain(readout, subject)}`;
  }
  return noData(readout, subject);
}

function figures(readout: ReadoutView, subject: MovementView, effect: Effect): string {
  const { movement, expected, verdict } = subject;
  const shown = showsFigures(readout.disclosure, movement.metric);
  const [actual, without] = formatLevels([effect.actualLevel, effect.counterfactualLevel], movement.metric.unit);
  const levels = !shown
    ? ''
    : effect.arms
      ? `**${actual}** with the change, against ${without} without it. `
      : `**${actual}**, against ${without} expected without it. `;
  const sizes = sizesOf(effect.inUnit, movement.metric, readout.disclosure);
  const size = `${shown ? 'The effect is' : 'an effect of'} ${sizes.one(effect.relative)} (${intervalOf(subject)} ${sizes.span(effect)}).${shapeInWords(effect.shape, subject.series.bucket, sizes)}`;
  if (verdict === 'flat' && expected) {
    const [nearest, end] = movement.metric.good === 'up' ? [expected.low, effect.high] : [expected.high, effect.low];
    // Rounded to the same figure it would read as if it lay within.
    const just = sizes.one(nearest) === sizes.one(end) ? 'just ' : '';
    return `${levels}${size} The ${hoped(expected, sizes)} expected lies ${just}outside it.`;
  }
  if (verdict === 'inconclusive' && subject.precision)
    return `${levels}${size} ${howLong(subject.precision, expected, sizes)}`;
  return `${levels}${size}`;
}

/** More days than this are no advice. */
export const longestWait = 180;

/** How many more days it would take. */
function howLong({ days, shows, moreDays }: Precision, expected: Span | undefined, sizes: Sizes): string {
  const holds = `The interval includes both zero and ${expected ? `the ${hoped(expected, sizes)} expected` : 'a movement'}.`;
  if (moreDays !== undefined && moreDays > longestWait)
    return `${holds} This metric varies too much for a change of that size: it would take more than half a year to tell.`;
  if (shows === undefined) return holds;
  if (moreDays === undefined)
    return `${holds} ${capital(formatDays(days.after))} can show changes of ${sizes.one(shows, { unsigned: true })} or more.`;
  if (moreDays <= 0) return holds;
  return `${holds} It would take about ${moreDays} more ${moreDays === 1 ? 'day' : 'days'} to tell.`;
}

function noData(readout: ReadoutView, subject: MovementView): string {
  const { shippedAt, signal, reader } = readout;
  const { movement, answer } = subject;
  const on = (date: Date) => formatDate(date, reader);
  const { metric } = movement;
  const shipped = `${capital(shipName(signal))} shipped on ${on(shippedAt)}`;
  const since =
    answer.kind === 'failed'
      ? `: ${asClause(inertSentence(answer.failure.text, { maxLength: 200 }))}`
      : answer.kind === 'no-data' && answer.lastAt && answer.lastAt > shippedAt
        ? `; the last value is from ${formatDays(daysBetween(shippedAt, answer.lastAt))} after it`
        : movement.change?.kind === 'level'
          ? '; there is no value after it: nobody has used it, or it is not counted'
          : '; there is no value after it';
  return `${shipped}${since}${provenance(metric, showsFigures(readout.disclosure, metric))}.${triedAgain(readout, subject)}`;
}

/** Until when data may still arrive, or be mended. */
function triedAgain({ silence, interim, reader }: ReadoutView, { verdict }: MovementView): string {
  if (verdict !== 'no-data' || interim) return '';
  return silence?.retryUntil
    ? ` Tried again daily until ${formatDate(silence.retryUntil, reader)}; after that it is listed as a silent ship.`
    : ' It is listed as a silent ship: shipped, and nobody knows whether it worked.';
}

/** All movements of a bet that has several. */
export function movementTable({ movements, disclosure }: ReadoutView): string {
  if (movements.length < 2) return '';
  const shown = movements.slice(0, 12);
  const names = new Set(shown.filter(({ precision }) => precision).map(intervalOf));
  const [name = 'interval'] = names;
  const sizes = ({ answer, movement: { metric } }: MovementView) =>
    sizesOf(answer.kind === 'effect' ? answer.inUnit : undefined, metric, disclosure);
  const spanOf = (movement: MovementView, effect: Effect) =>
    `${sizes(movement).span(effect)}${names.size > 1 ? ` (${intervalOf(movement)})` : ''}`;
  const rows = table(
    ['', 'expected', 'effect', names.size > 1 ? 'interval' : name, ''],
    shown.map((one) => [
      titleOf(one.movement.metric),
      one.expected ? sizes(one).span(one.expected) : (shortChange(one.movement, disclosure) ?? ''),
      ...(one.answer.kind === 'effect' ? [sizes(one).one(one.answer.relative), spanOf(one, one.answer)] : ['', '']),
      shortVerdict(one.verdict, one.movement.change?.kind === 'level'),
    ]),
  );
  return shown.some(({ precision }) => precision?.isWidened)
    ? `${rows}\n\nSeveral movements are several chances to be misled, so their intervals are wider.`
    : rows;
}
