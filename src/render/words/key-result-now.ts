import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import type { Forecast, KeyResultNow } from '../../domain/forecast/forecast.ts';
import { dayOf, formatDate } from './dates.ts';
import { formatLevel, formatLevels } from './figures.ts';
import { inert } from './inert.ts';
import { showsFigures, titleOf } from './movement-in-words.ts';
import { shareInWords } from './share-in-words.ts';

/** `**KR1** 3.1 % → *3.12 % now* → 4.0 % by 31 Dec: this would close a third of the gap.` */
export function keyResultForecast(
  row: KeyResultNow,
  staked: Set<string>,
  { state, disclosure, asOf }: Forecast,
): string {
  const { keyResult, metric, now, gapClosed } = row;
  const by = byWhen(keyResult.by, asOf);
  if (!showsFigures(disclosure, metric)) return `${nameOf(row)} ${titleOf(metric)}, ${by}.`;
  const [from, to] = formatLevels([keyResult.from, keyResult.to], metric.unit, { exact: true });
  const subject = keyResult.title
    ? ` ${inert(keyResult.title, { maxLength: 120 })}:`
    : staked.has(metric.name)
      ? ''
      : ` ${titleOf(metric)}`;
  const then = state === 'open' || state === 'closed' ? 'now' : 'at the merge';
  const path = now === undefined ? `${from} → ${to}` : `${from} → *${formatLevel(now, metric.unit)} ${then}* → ${to}`;
  const outlook = isReached(row) ? ': reached already' : gapClosed === undefined ? '' : `: ${gapInWords(gapClosed)}`;
  return `${nameOf(row)}${subject} ${path} ${by}${outlook}.`;
}

/** `**KR1** is at 3.49 %, on the way from 3.1 % to 4.0 % by 31 Dec.` */
export function keyResultAfter(row: KeyResultNow, disclosure: Disclosure, asOf: Date): string {
  const { keyResult, metric, now } = row;
  const by = byWhen(keyResult.by, asOf);
  if (!showsFigures(disclosure, metric)) return `${nameOf(row)} ${titleOf(metric)}, ${by}.`;
  if (now === undefined) return `${nameOf(row)} ${titleOf(metric)}, ${by}: no value now.`;
  const [from, to] = formatLevels([keyResult.from, keyResult.to], metric.unit, { exact: true });
  const at = formatLevel(now, metric.unit);
  if (isReached(row)) return `${nameOf(row)} is reached: ${at} of ${to} ${by}.`;
  return `${nameOf(row)} is at ${at}, on the way from ${from} to ${to} ${by}.`;
}

function gapInWords(share: number): string {
  if (share <= 0) return 'this would not close the gap';
  return `this would close ${shareInWords(share)} of the gap`;
}

function isReached({ keyResult: { from, to }, now }: KeyResultNow): boolean {
  return now !== undefined && (to > from ? now >= to : now <= to);
}

function byWhen(by: string, asOf: Date): string {
  const date = dayOf(by);
  return `by ${formatDate(date, asOf)}${date < asOf ? ' (that day is over)' : ''}`;
}

const nameOf = ({ keyResult }: KeyResultNow) => `**${inert(keyResult.id, { maxLength: 40 })}**`;
