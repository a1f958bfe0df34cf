import type { Metric } from '../metric/metric.ts';
import type { KeyResult } from '../outcome-map/outcome-map.ts';
import { openKeyResults } from './lint-basis.ts';
import type { Lint } from './rule.ts';

interface NoOpenBet {
  rule: 'no-open-bet';
  keyResult: KeyResult;
  metric: Metric;
}

/**
 * A key result that nothing open, merged or shipped is meant to move. One that is only proposed cannot have a bet yet; where it is
 * not known what is under way, nothing is said.
 */
export const noOpenBet: Lint<NoOpenBet> = (basis) => {
  const { inPlay, inForce, places } = basis;
  if (!inPlay) return [];
  const staked = new Set(inPlay.keyResults.map((id) => id.toLowerCase()));
  const known = inForce && new Set(inForce.objectives.flatMap(({ keyResults }) => keyResults.map(({ id }) => id)));
  return openKeyResults(basis)
    .filter(({ keyResult: { id } }) => !staked.has(id.toLowerCase()) && (known?.has(id) ?? true))
    .map(({ keyResult, metric }) => ({ rule: 'no-open-bet', keyResult, metric, at: places.keyResult(keyResult.id) }));
};
