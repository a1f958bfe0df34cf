import { type LintLevel, type LintRule, lintRules } from '../outcome-map/lint-rule.ts';
import type { Policy } from '../outcome-map/policy.ts';
import { withoutPerCent } from '../outcome-map/without-per-cent.ts';
import { horizonMismatch } from './horizon-mismatch.ts';
import { leftOver } from './left-over.ts';
import type { LintBasis } from './lint-basis.ts';
import { neverMatches } from './never-matches.ts';
import { noDefinition } from './no-definition.ts';
import { noOpenBet } from './no-open-bet.ts';
import { noOwner } from './no-owner.ts';
import { oddTarget } from './odd-target.ts';
import { outOfReach } from './out-of-reach.ts';
import { readsLikeARoadmap } from './reads-like-a-roadmap.ts';
import type { Lint } from './rule.ts';
import { sandbagged } from './sandbagged.ts';
import { servesNoStrategy } from './serves-no-strategy.ts';
import { type TargetChance, targetChances } from './target-chance.ts';
import { unmeasured } from './unmeasured.ts';
import { unusedMetric } from './unused-metric.ts';
import { vanityMetric } from './vanity-metric.ts';

const rules = {
  'reads-like-a-roadmap': readsLikeARoadmap,
  'vanity-metric': vanityMetric,
  sandbagged,
  'out-of-reach': outOfReach,
  'horizon-mismatch': horizonMismatch,
  unmeasured,
  'no-owner': noOwner,
  'no-definition': noDefinition,
  'no-open-bet': noOpenBet,
  'unused-metric': unusedMetric,
  'serves-no-strategy': servesNoStrategy,
  'odd-target': oddTarget,
  'never-matches': neverMatches,
  'left-over': leftOver,
} satisfies { [Rule in LintRule]: Lint<{ rule: Rule }> };

/** What a rule found, at its place. */
type Found = ReturnType<(typeof rules)[LintRule]>[number];
export type LintFinding = Found & { level: Exclude<LintLevel, 'off'> };

/** Those that need the history looked at, which takes a while. */
const aims = ['sandbagged', 'out-of-reach'] as const;

/**
 * What makes a valid map less useful than it could be, errors first, then by line. A rule that `levels` does not name warns; one that
 * is off is not looked into.
 */
export function lint(given: LintBasis, levels: Policy['lint'] = given.map.policy.lint): LintFinding[] {
  const { readings, map } = given;
  const basis = readings ? { ...given, readings: withoutPerCent(readings, map) } : given;
  const chances = aims.some((rule) => levels?.[rule] !== 'off')
    ? targetChances(basis)
    : new Map<string, TargetChance>();
  return lintRules
    .flatMap((rule) => {
      const level = levels?.[rule] ?? 'warn';
      return level === 'off' ? [] : rules[rule](basis, chances).map((found): LintFinding => ({ ...found, level }));
    })
    .sort(
      (one, other) =>
        Number(other.level === 'error') - Number(one.level === 'error') ||
        one.at.file.localeCompare(other.at.file) ||
        one.at.line - other.at.line ||
        one.at.column - other.at.column,
    );
}
