import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import type { KeyResultNow } from '../../domain/forecast/forecast.ts';
import type { ForecastView } from '../../domain/forecast/forecast-view.ts';
import type { KeyResultView } from '../../domain/forecast/key-result-view.ts';
import { dayOf, formatDate } from './dates.ts';
import { formatLevel, formatLevels } from './figures.ts';
import { inert } from './inert.ts';
import { showsFigures, titleOf } from './movement-in-words.ts';
import { shareInWords } from './share-in-words.ts';

/** `**KR1** 3.1% → *3.12% now* → 4.0% by 31 Dec: this would close a third of the gap.` */
export function keyResultForecast(
  row: KeyResultView,
  staked: Set<string>,
  { frozen, disclosure, asOf }: ForecastView,
): string {
  const { keyResult, metric, now, gapClosed, reached } = row;
  const by = byWhen(row, asOf);
  if (!showsFigures(disclosure, metric)) return `${nameOf(row)} ${titleOf(metric)}, ${by}.`;
  const [from, to] = formatLevels([keyResult.from, keyResult.to], metric.unit, { exact: true });
  const subject = keyResult.title
    ? ` ${inert(keyResult.title, { maxLength: 120 })}:`
    : staked.has(metric.name)
      ? ''
      : ` ${titleOf(metric)}`;
  const then = frozen ? 'at the merge' : 'now';
  const path = now === undefined ? `${from} → ${to}` : `${from} → *${formatLevel(now, metric.unit)} ${then}* → ${to}`;
  const outlook = reached ? ': reached already' : gapClosed === undefined ? '' : `: ${gapInWords(gapClosed)}`;
  return `${nameOf(row)}${subject} ${path} ${by}${outlook}.`;
}

/** `**KR1** is at 3.49%, on the way from 3.1% to 4.0% by 31 Dec.` */
export function keyResultAfter(row: KeyResultView, disclosure: Disclosure, reader: Date): string {
  const { keyResult, metric, now, reached } = row;
  const by = byWhen(row, reader);
  if (!showsFigures(disclosure, metric)) return `${nameOf(row)} ${titleOf(metric)}, ${by}.`;
  if (now === undefined) return `${nameOf(row)} ${titleOf(metric)}, ${by}: no value now.`;
  const [from, to] = formatLevels([keyResult.from, keyResult.to], metric.unit, { exact: true });
  const at = formatLevel(now, metric.unit);
  if (reached) return `${nameOf(row)} is reached: ${at} of ${to} ${by}.`;
  return `${nameOf(row)} is at ${at}, on the way from ${from} to ${to} ${by}.`;
}

function gapInWords(share: number): string {
  if (share <= 0) return 'this would not close the gap';
  return `this would close ${shareInWords(share)} of the gap`;
}

function byWhen({ keyResult, overdue }: KeyResultView, reader: Date): string {
  return `by ${formatDate(dayOf(keyResult.by), reader)}${overdue ? ' (that day is over)' : ''}`;
}

const nameOf = ({ keyResult }: KeyResultNow) => `**${inert(keyResult.id, { maxLength: 40 })}**`;
