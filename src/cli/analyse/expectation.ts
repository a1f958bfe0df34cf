import type { Sample } from '../../analysis/samples.ts';
import type { Change } from '../../domain/declaration/declaration.ts';
import { parseChange } from '../../domain/declaration/parse-change.ts';

/** The value of `--expect`, or what is wrong with it: points are for shares, and a share has no unit. */
export function expectationOf(
  text: string | undefined,
  { name, samples, isShare }: { name: string; samples: readonly Sample[]; isShare: boolean },
): Change | string | undefined {
  if (text === undefined) return undefined;
  const parsed = parseChange(text);
  if ('problem' in parsed) return `--expect: ${parsed.problem}; +3% is expected`;
  const { change } = parsed;
  const ofShares = change.kind === 'points' || ('percent' in change && change.percent);
  const beyond = samples.find(({ value }) => Math.abs(value) > 1);
  if (ofShares && !isShare && beyond)
    return `--expect: ${text} is a change of a share, and ${name} is none: one of its values is ${beyond.value}. If these are per cent, write them with %, or the change without: ${change.kind === 'points' ? text.replace(/\s*pp\b.*$/i, '') : '+0.5'}`;
  if (isShare && change.kind !== 'relative' && !ofShares && (change.unit !== undefined || sizeOf(change) > 1))
    return `--expect: ${name} is a share: +3%, +0.5pp or from 3.1% to 3.4% is expected`;
  return change;
}

function sizeOf(change: Change): number {
  const ends =
    change.kind === 'level'
      ? [change.value]
      : change.kind === 'levels'
        ? [change.from, change.to]
        : [change.low, change.high];
  return Math.max(...ends.map(Math.abs));
}
