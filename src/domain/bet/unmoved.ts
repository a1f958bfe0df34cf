import type { Declaration } from '../declaration/declaration.ts';
import type { OutcomeMap } from '../outcome-map/outcome-map.ts';
import { nearest } from '../text/nearest.ts';
import type { Bet } from './bet.ts';
import { namesOf } from './names.ts';
import type { Objection } from './objection.ts';

/**
 * What is said of `Metric: orders` where nothing says how orders are to move. Another metric is not measured in its place: where the bet
 * expects nothing else, the line is lost.
 */
export function unmoved({ unmoved: named = [] }: Declaration, bet: Bet, map: OutcomeMap): Objection[] {
  if (named.length === 0) return [];
  const names = namesOf(map);
  const looksAt = new Set([...bet.movements, ...bet.guardrails].map(({ metric }) => metric.name));
  const expects = bet.movements.some(({ change }) => change !== undefined);
  return named.flatMap(({ metric: written, line }): Objection[] => {
    const metric = names.metric(written);
    if (metric && looksAt.has(metric.name)) return [];
    if (!metric)
      return [
        {
          subject: line,
          what: `${written} is not a metric ${names.inPart ? 'that can be named here' : 'of the outcome map'}`,
          suggestions: nearest(written, names.metrics).map(({ name, title }) => ({ name, title })),
        },
      ];
    return [
      {
        subject: line,
        what: `Nothing says how ${metric.name} is to move`,
        expected: `\`Expect: ${metric.name} ${metric.good === 'up' ? '+' : '-'}3% within 14 days\``,
        suggestions: [],
        ...(expects ? {} : { lost: true }),
      },
    ];
  });
}
