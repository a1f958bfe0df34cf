import type { Bet } from '../bet/bet.ts';
import type { Change } from '../declaration/declaration.ts';
import type { Metric } from '../metric/metric.ts';
import type { SourceAnswers } from '../metric/source-answer.ts';

export type DarkReason = 'no-definition' | 'no-source' | 'never-answered';

/** A metric on which nothing can be seen, and all that is lacking. */
export interface DarkMetric {
  metric: Metric;
  lacks: DarkReason[];
}

/**
 * The metrics that a bet names and that are dark: of those that the map guards on every bet its author is not the one to ask. A source that was never
 * asked is not known yet.
 */
export function darkOf({ movements, guardrails }: Bet, answers: SourceAnswers): DarkMetric[] {
  const own = guardrails.filter(({ byMap }) => !byMap).map(({ metric, limit }) => ({ metric, change: limit }));
  const dark = new Map<string, DarkMetric>();
  for (const { metric, change } of [...movements, ...own]) {
    const lacks = lacksOf(metric, change, answers);
    const known = dark.get(metric.name)?.lacks ?? [];
    if (lacks.length > known.length) dark.set(metric.name, { metric, lacks });
  }
  return [...dark.values()];
}

function lacksOf({ definition, source }: Metric, change: Change | undefined, answers: SourceAnswers): DarkReason[] {
  const undefinedYet: DarkReason[] = definition === undefined ? ['no-definition'] : [];
  if (source === undefined) return [...undefinedYet, 'no-source'];
  const answer = answers.get(source);
  // A level is for what has no history: its source need not have a value yet.
  const isEnough = answer === undefined || answer === 'value' || (change?.kind === 'level' && answer === 'nothing');
  return isEnough ? undefinedYet : [...undefinedYet, 'never-answered'];
}
