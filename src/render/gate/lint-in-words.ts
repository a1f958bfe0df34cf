import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import type { LintRule } from '../../domain/outcome-map/lint-rule.ts';
import { horizonMismatch } from './lint/horizon-mismatch.ts';
import { leftOver } from './lint/left-over.ts';
import { neverMatches } from './lint/never-matches.ts';
import { noDefinition } from './lint/no-definition.ts';
import { noOpenBet } from './lint/no-open-bet.ts';
import { noOwner } from './lint/no-owner.ts';
import { oddTarget } from './lint/odd-target.ts';
import { outOfReach } from './lint/out-of-reach.ts';
import { readsLikeARoadmap } from './lint/reads-like-a-roadmap.ts';
import type { FoundBy, LintWords, RuleWords } from './lint/rule-words.ts';
import { sandbagged } from './lint/sandbagged.ts';
import { servesNoStrategy } from './lint/serves-no-strategy.ts';
import { unmeasured } from './lint/unmeasured.ts';
import { unusedMetric } from './lint/unused-metric.ts';
import { vanityMetric } from './lint/vanity-metric.ts';

const words: { [Rule in LintRule]: RuleWords<Rule> } = {
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
};

export const lintInWords = <Rule extends LintRule>(finding: FoundBy<Rule>, disclosure: Disclosure): LintWords =>
  words[finding.rule as Rule](finding, disclosure);
