import type { LintRule } from '../outcome-map/lint-rule.ts';
import type { Spot } from '../outcome-map/located.ts';
import type { LintBasis } from './lint-basis.ts';
import type { TargetChance } from './target-chance.ts';

/** At the place that a person would mend. */
export type Located<Detail> = Detail & { at: Spot };

/** One rule: what it has against a map, as data; the words are made of it in render/. */
export type Lint<Detail extends { rule: LintRule }> = (
  basis: LintBasis,
  chances: Map<string, TargetChance>,
) => Located<Detail>[];
