import { openKeyResults } from './lint-basis.ts';
import type { Lint } from './rule.ts';
import type { TargetFinding } from './target-chance.ts';

const unlikely = 0.05;

/** The metric has never moved so far so fast: nobody is guided by a target that nobody believes in. */
export const outOfReach: Lint<TargetFinding<'out-of-reach'>> = (basis, chances) =>
  openKeyResults(basis).flatMap((staked) => {
    const found = chances.get(staked.keyResult.id);
    if (!found || found.chance >= unlikely) return [];
    const { keyResult, metric } = staked;
    return [{ rule: 'out-of-reach', keyResult, metric, ...found, at: basis.places.keyResult(keyResult.id, 'to') }];
  });
