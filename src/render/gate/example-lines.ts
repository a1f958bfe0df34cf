import type { KeyResultToName, WindowSize } from '../../domain/gate/earlier-bets.ts';
import type { Metric } from '../../domain/metric/metric.ts';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';
import { formatDays } from '../words/dates.ts';
import { formatRelative } from '../words/figures.ts';

/** Lines to copy that count on this map, with its own names. */
export interface Examples {
  keyResult?: string;
  hypothesis: string;
  expect?: string;
  guard?: string;
  /** What a window can show of the metric, where a forecast has said so: the example is no smaller. */
  shows?: WindowSize;
}

/**
 * @param keyResults those to choose the example from, in their order
 * @param meant names that a person seems to have meant: the first that exists is used
 */
export function exampleLines(map: OutcomeMap, keyResults: KeyResultToName[], meant: string[] = []): Examples {
  const chosen =
    keyResults.find(({ keyResult }) => meant.includes(keyResult.id)) ??
    keyResults.find(({ metric }) => metric && meant.includes(metric.name)) ??
    keyResults[0];
  const metric = chosen?.metric ?? map.metrics[0];
  const { shows } = chosen ?? {};
  const guarded = map.metrics.find(({ name, good }) => good === 'down' && name !== metric?.name);
  return {
    hypothesis: 'Hypothesis: #42',
    ...(chosen ? { keyResult: `Key result: ${chosen.keyResult.id}` } : {}),
    ...(metric ? { expect: exampleExpectation(metric, map, shows) } : {}),
    ...(guarded ? { guard: `Guard: ${guarded.name} +5%` } : {}),
    ...(shows ? { shows } : {}),
  };
}

const usual = 3;

export function exampleExpectation({ name, good }: Metric, { followUp }: OutcomeMap, shows?: WindowSize): string {
  const size = Math.max(usual, shows ? roundedUp(shows.relative * 100) : usual);
  return `Expect: ${name} ${good === 'up' ? '+' : '-'}${size}% within ${shows?.days ?? followUp.afterDays.at(-1) ?? 28} days`;
}

/** To a half below 10. */
const roundedUp = (percent: number) => (percent < 10 ? Math.ceil(percent * 2) / 2 : Math.ceil(percent));

/** Why the example is as large as it is. */
export const sizeInWords = ({ days, relative }: WindowSize): string =>
  `${formatDays(days)} can show changes of ${formatRelative(relative, { unsigned: true })} or more.`;

export const defined = (lines: (string | undefined)[]): string[] => lines.filter((line) => line !== undefined);
