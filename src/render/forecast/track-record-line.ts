import type { ForecastRow } from '../../domain/forecast/forecast.ts';
import { fewestForTypical, type SoFar } from '../../domain/forecast/so-far.ts';
import { mostOfRecord, type TrackRecord } from '../../domain/ledger/track-record.ts';
import { formatRelative } from '../words/figures.ts';
import { inertCode } from '../words/inert.ts';
import { titleOf } from '../words/movement-in-words.ts';
import { counted } from '../words/words.ts';

/**
 * `**So far** 3 of 11 bets on this metric moved as expected; a typical one reached 0.4 of its hope (...). Here that would be +4 %.`
 * Where absolute figures are kept back: `3 of 11 bets on this metric moved for the better.`
 * @param alone the forecast is about one metric
 */
export function trackRecordLine(soFar: SoFar, { movement, expected }: ForecastRow, alone: boolean): string {
  const metric = alone ? 'this metric' : titleOf(movement.metric, 60);
  const typical = typicalOf(soFar.record);
  const hope = movement.metric.good === 'up' ? expected?.relative.low : expected?.relative.high;
  const here = typical && hope !== undefined ? ` Here that would be ${formatRelative(typical.median * hope)}.` : '';
  return `**So far** ${wentBefore(soFar, metric)}${typical ? `; ${typical.text}` : ''}.${here}`;
}

function wentBefore({ of, team = '', record, onMetric, unheld }: SoFar, metric: string): string {
  if (of === 'metric') return howMany(record, `on ${metric}`, unheld);
  const own = onMetric === 0 ? `no bet on ${metric} has concluded yet` : `${counted(onMetric, 'bet')} on ${metric}`;
  const few = onMetric === 0 ? '' : ` ${onMetric === 1 ? 'has' : 'have'} concluded, too few to tell`;
  const whose = of === 'team' ? `on metrics of ${inertCode(team, { maxLength: 60 })}` : 'in this repository';
  return `${own}${few}; ${howMany(record, whose, unheld)}`;
}

function howMany(record: TrackRecord, whose: string, unheld: true | undefined): string {
  const { concluded, withoutData } = record;
  const count = unheld ? record.moved : record.asExpected;
  const how = unheld ? 'for the better' : 'as expected';
  const moved =
    concluded === 1
      ? `the one bet ${whose} that has concluded ${count === 1 ? 'moved' : 'did not move'} ${how}`
      : `${count === 0 ? 'none' : count} of ${concluded < mostOfRecord ? '' : 'the latest '}${counted(concluded, 'bet')} ${whose} moved ${how}`;
  if (withoutData === 0) return moved;
  return concluded === 1
    ? `the one bet ${whose} that has concluded had no data`
    : `${moved}, ${withoutData} had no data`;
}

function typicalOf({ reached }: TrackRecord): { median: number; text: string } | undefined {
  if (!reached || reached.count < fewestForTypical) return undefined;
  const { median, low, high, count } = reached;
  const between = `${count < 10 ? 'from' : 'eight in ten between'} ${share(low)} ${count < 10 ? 'to' : 'and'} ${share(high)}`;
  const [went, range] = inWords(median, between);
  return { median, text: `a typical one ${went} (${range})` };
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
