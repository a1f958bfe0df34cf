import type { Objective, StrategyLine } from '../outcome-map/outcome-map.ts';
import type { Lint } from './rule.ts';

interface ServesNoStrategy {
  rule: 'serves-no-strategy';
  objective: Objective;
  strategy: StrategyLine[];
}

/** There is a strategy, and the objective serves no line of it. */
export const servesNoStrategy: Lint<ServesNoStrategy> = ({ map, places }) => {
  const { strategy = [], objectives } = map;
  if (strategy.length === 0) return [];
  return objectives
    .filter(({ serves = [] }) => serves.length === 0)
    .map((objective) => ({ rule: 'serves-no-strategy', objective, strategy, at: places.objective(objective.id) }));
};
