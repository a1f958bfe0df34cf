import type { SoFarView } from '../../domain/forecast/so-far.ts';
import type { Metric } from '../../domain/metric/metric.ts';
import { formatRelative } from '../words/figures.ts';
import { inertCode } from '../words/inert.ts';
import { titleOf } from '../words/movement-in-words.ts';
import { counted } from '../words/words.ts';

/**
 * `**So far** 3 of 11 bets on this metric moved as expected; a typical one reached 0.4 of its hope (...). Here that would be +4%.`
 * Where absolute figures are kept back: `3 of 11 bets on this metric moved for the better.`
 * @param alone the forecast is about one metric
 */
export function trackRecordLine(soFar: SoFarView, metric: Metric, alone: boolean): string {
  const which = alone ? 'this metric' : titleOf(metric, 60);
  const here = soFar.here === undefined ? '' : ` Here that would be ${formatRelative(soFar.here)}.`;
  return `**So far** ${wentBefore(soFar, which)}${soFar.typical ? `; ${typicalOf(soFar.typical)}` : ''}.${here}`;
}

function wentBefore(soFar: SoFarView, metric: string): string {
  const { of, team = '', onMetric } = soFar;
  if (of === 'metric') return howMany(soFar, `on ${metric}`);
  const own = onMetric === 0 ? `no bet on ${metric} has concluded yet` : `${counted(onMetric, 'bet')} on ${metric}`;
  const few = onMetric === 0 ? '' : ` ${onMetric === 1 ? 'has' : 'have'} concluded, too few to tell`;
  const whose = of === 'team' ? `on metrics of ${inertCode(team, { maxLength: 60 })}` : 'in this repository';
  return `${own}${few}; ${howMany(soFar, whose)}`;
}

function howMany({ record, unheld, isCut }: SoFarView, whose: string): string {
  const { concluded, withoutData } = record;
  const count = unheld ? record.moved : record.asExpected;
  const how = unheld ? 'for the better' : 'as expected';
  const moved =
    concluded === 1
      ? `the one bet ${whose} that has concluded ${count === 1 ? 'moved' : 'did not move'} ${how}`
      : `${count === 0 ? 'none' : count} of ${isCut ? 'the latest ' : ''}${counted(concluded, 'bet')} ${whose} moved ${how}`;
  if (withoutData === 0) return moved;
  return concluded === 1
    ? `the one bet ${whose} that has concluded had no data`
    : `${moved}, ${withoutData} had no data`;
}

function typicalOf({ median, low, high, count }: NonNullable<SoFarView['typical']>): string {
  const between = `${count < 10 ? 'from' : 'eight in ten between'} ${share(low)} ${count < 10 ? 'to' : 'and'} ${share(high)}`;
  const [went, range] = inWords(median, between);
  return `a typical one ${went} (${range})`;
}

function inWords(median: number, between: string): [string, string] {
  if (Math.abs(median) < 0.05) return ['hardly moved', `${between} of its hope`];
  if (median < 0) return [`went the other way, by ${share(-median)} of its hope`, between];
  if (share(median) === '1') return ['reached its hope', between];
  return [median > 1 ? `reached ${share(median)} times its hope` : `reached ${share(median)} of its hope`, between];
}

/** One decimal, as `0.4`. */
function share(value: number): string {
  const figure = Number(value.toFixed(Math.abs(value) >= 10 ? 0 : 1));
  return String(figure === 0 ? 0 : figure);
}
