import { type LintBasis, openKeyResults, type StakedKeyResult, standsAlready } from './lint-basis.ts';
import type { Lint } from './rule.ts';
import type { TargetFinding } from './target-chance.ts';

/** Likely to be reached without any change. */
const likely = 0.5;
/** So much of the way done, a key result that has been in force is on course, not easy. */
const onCourse = 0.25;

/** History's own trend reaches the target by the day: reaching it would say nothing of what was done for it. */
export const sandbagged: Lint<TargetFinding<'sandbagged'>> = (basis, chances) =>
  openKeyResults(basis).flatMap((staked) => {
    const found = chances.get(staked.keyResult.id);
    if (!found || found.unaided < likely || isOnCourse(basis, staked, found.now)) return [];
    const { keyResult, metric } = staked;
    return [{ rule: 'sandbagged', keyResult, metric, ...found, at: basis.places.keyResult(keyResult.id, 'to') }];
  });

function isOnCourse(basis: LintBasis, { keyResult }: StakedKeyResult, now: number): boolean {
  const { from, to } = keyResult;
  return standsAlready(basis, keyResult) && (now - from) / (to - from) >= onCourse;
}
