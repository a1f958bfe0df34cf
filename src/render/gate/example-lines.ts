import type { Metric } from '../../domain/metric/metric.ts';
import type { OfferedKeyResult } from '../../domain/outcome-map/offered-key-results.ts';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';

/** Lines to copy that count on this map, with its own names. */
export interface Examples {
  keyResult?: string;
  hypothesis: string;
  expect?: string;
  guard?: string;
}

/**
 * @param keyResults those to choose the example from, in their order
 * @param meant names that a person seems to have meant: the first that exists is used
 */
export function exampleLines(map: OutcomeMap, keyResults: OfferedKeyResult[], meant: string[] = []): Examples {
  const chosen =
    keyResults.find(({ keyResult }) => meant.includes(keyResult.id)) ??
    keyResults.find(({ metric }) => metric && meant.includes(metric.name)) ??
    keyResults[0];
  const metric = chosen?.metric ?? map.metrics[0];
  const guarded = map.metrics.find(({ name, good }) => good === 'down' && name !== metric?.name);
  return {
    hypothesis: 'Hypothesis: #42',
    ...(chosen ? { keyResult: `Key result: ${chosen.keyResult.id}` } : {}),
    ...(metric ? { expect: exampleExpectation(metric, map) } : {}),
    ...(guarded ? { guard: `Guard: ${guarded.name} +5%` } : {}),
  };
}

export function exampleExpectation({ name, good }: Metric, { followUp }: OutcomeMap): string {
  return `Expect: ${name} ${good === 'up' ? '+' : '-'}3% within ${followUp.afterDays.at(-1) ?? 28} days`;
}

export const defined = (lines: (string | undefined)[]): string[] => lines.filter((line) => line !== undefined);
