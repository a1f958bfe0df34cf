import type { Metric } from '../metric/metric.ts';
import type { ReadFailure } from '../metric/reading.ts';
import type { LintLevel } from '../outcome-map/lint-rule.ts';
import type { Spot } from '../outcome-map/located.ts';
import type { KeyResult, Objective, StrategyLine } from '../outcome-map/outcome-map.ts';
import type { LintBasis } from './lint-basis.ts';
import type { TargetChance } from './target-chance.ts';

/** What a rule found, as data; the words are made of it in render/. */
export type LintDetail =
  | {
      rule: 'reads-like-a-roadmap';
      /** The words that name work instead of what it is to change. */
      words: string;
      title: string;
      of: { kind: 'objective'; objective: Objective } | { kind: 'key-result'; keyResult: KeyResult };
      /** A metric of the map that says what the work is to change. */
      metric?: Metric;
    }
  | { rule: 'vanity-metric'; metric: Metric /** What it could drive. */; upwards?: Metric }
  | TargetDetail<'sandbagged'>
  | TargetDetail<'out-of-reach'>
  | {
      rule: 'horizon-mismatch';
      keyResult: KeyResult;
      metric: Metric;
      daysLeft: number;
      horizonDays: number;
      readoutDays: number;
      /** The first day on which something that ships now could be seen. */
      earliest: Date;
      /** A metric below it that shows in time. */
      sooner?: Metric;
    }
  | {
      rule: 'unmeasured';
      metric: Metric;
      why: { kind: 'no-source' } | { kind: 'failed'; failure: ReadFailure } | { kind: 'empty'; lastAt?: Date };
    }
  | { rule: 'no-owner' | 'no-definition' | 'unused-metric'; metric: Metric }
  | { rule: 'no-open-bet'; keyResult: KeyResult; metric: Metric }
  | { rule: 'serves-no-strategy'; objective: Objective; strategy: StrategyLine[] };

interface TargetDetail<Rule> extends TargetChance {
  rule: Rule;
  keyResult: KeyResult;
  metric: Metric;
}

export type LintFinding = LintDetail & { level: Exclude<LintLevel, 'off'>; at: Spot };
/** At the place that a person would mend. */
export type Located<Detail> = Detail & { at: Spot };

/** One rule: what it has against a map. */
export type Lint = (basis: LintBasis, chances: Map<string, TargetChance>) => Located<LintDetail>[];
