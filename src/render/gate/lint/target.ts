import type { Disclosure } from '../../../domain/disclosure/disclosure.ts';
import { quoted } from '../../../domain/outcome-map/quoted.ts';
import { dayOf, formatDate } from '../../words/dates.ts';
import { showsFigures } from '../../words/movement-in-words.ts';
import { asWritten, relative } from './figures.ts';
import type { FoundBy } from './rule-words.ts';

type OfTarget = FoundBy<'sandbagged' | 'out-of-reach'>;

export function chanceOf({ keyResult, metric }: OfTarget, chance: number, disclosure: Disclosure): string {
  const likely = chance < 0.01 ? 'less than 1%' : chance > 0.99 ? 'more than 99%' : `${Math.round(100 * chance)}%`;
  const target = showsFigures(disclosure, metric)
    ? quoted(asWritten(keyResult.to, metric.unit))
    : `the target of ${quoted(keyResult.id)}`;
  const by = formatDate(dayOf(keyResult.by));
  return `${quoted(metric.name)} has a chance of ${likely} to reach ${target} by ${by}`;
}

export function levelOf({ metric, now }: OfTarget, disclosure: Disclosure): string {
  return showsFigures(disclosure, metric) ? ` (it stands at ${quoted(asWritten(now, metric.unit))})` : '';
}

export function stretchOf({ stretch, now, metric }: OfTarget, disclosure: Disclosure): string | undefined {
  if (stretch === undefined) return undefined;
  const likely = 'which has one chance in five';
  if (showsFigures(disclosure, metric)) return `\`to: ${asWritten(stretch, metric.unit)}\`, ${likely}`;
  if (now === 0) return undefined;
  return `a target ${relative((stretch - now) / Math.abs(now))} ${stretch > now ? 'above' : 'below'} where it stands, ${likely}`;
}
