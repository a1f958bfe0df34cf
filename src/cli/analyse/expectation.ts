import type { Sample } from '../../analysis/samples.ts';
import { relativeSpan } from '../../domain/bet/change-against-level.ts';
import { parseChange } from '../../domain/declaration/parse-change.ts';

/** An expected change against the level without the release; or what is wrong with it, since points are for shares and a share has no unit. */
export function expectedOf(
  text: string | undefined,
  level: number,
  { name, samples, isShare }: { name: string; samples: readonly Sample[]; isShare: boolean },
): { low: number; high: number } | string | undefined {
  if (text === undefined) return undefined;
  const parsed = parseChange(text);
  if ('problem' in parsed) return `--expect: ${parsed.problem}; +3% is expected`;
  const { change } = parsed;
  const ofShares = change.kind === 'points' || (change.kind === 'levels' && change.percent);
  const beyond = samples.find(({ value }) => Math.abs(value) > 1);
  if (ofShares && !isShare && beyond)
    return `--expect: ${text} is a change of a share, and ${name} is none: one of its values is ${beyond.value}. If these are per cent, write them with %, or the change without: +0.5`;
  if (isShare && change.kind !== 'relative' && !ofShares && (change.unit !== undefined || sizeOf(change) > 1))
    return `--expect: ${name} is a share: +3%, +0.5pp or from 3.1% to 3.4% is expected`;
  return relativeSpan(change, level) ?? '--expect: the metric has no level to hold it against';
}

function sizeOf(change: { low: number; high: number } | { from: number; to: number }): number {
  const ends = 'low' in change ? [change.low, change.high] : [change.from, change.to];
  return Math.max(...ends.map(Math.abs));
}
