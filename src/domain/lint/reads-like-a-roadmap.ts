import { isBusinessMetric } from '../metric/business-metric.ts';
import type { Metric } from '../metric/metric.ts';
import type { KeyResult, Objective, OutcomeMap } from '../outcome-map/outcome-map.ts';
import { type LintBasis, openKeyResults } from './lint-basis.ts';
import { completionIn, namesWork } from './names-work.ts';
import type { Lint, Located } from './rule.ts';

interface ReadsLikeARoadmap {
  rule: 'reads-like-a-roadmap';
  /** The words that name work instead of what it is to change. */
  words: string;
  title: string;
  of: { kind: 'objective'; objective: Objective } | { kind: 'key-result'; keyResult: KeyResult };
  /** A metric of the map that says what the work is to change. */
  metric?: Metric;
}

/** A title that says what is done, not what it is to change: done work can leave everything as it was. */
export const readsLikeARoadmap: Lint<ReadsLikeARoadmap> = (basis) => [...inKeyResults(basis), ...inObjectives(basis)];

function inKeyResults(basis: LintBasis): Located<ReadsLikeARoadmap>[] {
  const { map, places } = basis;
  return openKeyResults(basis).flatMap(({ keyResult, metric }) => {
    const own = namesWork(keyResult.title ?? '');
    const words = own ?? completionIn(metric.title);
    if (words === undefined) return [];
    const isProgress = completionIn(metric.title) !== undefined;
    const better = isProgress ? outcomeMetric(map, metric) : metric;
    return [
      {
        rule: 'reads-like-a-roadmap',
        words,
        title: own === undefined ? metric.title : (keyResult.title ?? ''),
        of: { kind: 'key-result', keyResult },
        ...(better ? { metric: better } : {}),
        at: places.keyResult(keyResult.id, own === undefined ? 'metric' : 'title'),
      },
    ];
  });
}

function inObjectives({ map, places, asOf }: LintBasis): Located<ReadsLikeARoadmap>[] {
  const today = asOf.toISOString().slice(0, 10);
  return map.objectives.flatMap((objective) => {
    const isOver = objective.keyResults.length > 0 && objective.keyResults.every(({ by }) => by < today);
    const words = isOver ? undefined : namesWork(objective.title);
    if (words === undefined) return [];
    const staked = map.metrics.find(({ name }) => name === objective.keyResults[0]?.metric);
    const metric = staked ?? outcomeMetric(map);
    return [
      {
        rule: 'reads-like-a-roadmap',
        words,
        title: objective.title,
        of: { kind: 'objective', objective },
        ...(metric ? { metric } : {}),
        at: places.objective(objective.id, 'title'),
      },
    ];
  });
}

/** What the work is probably for: what this metric drives, else one that others drive or that drives others. */
function outcomeMetric({ metrics }: OutcomeMap, metric?: Metric): Metric | undefined {
  const usable = metrics.filter(
    (it) => it !== metric && it.role !== 'guardrail' && completionIn(it.title) === undefined,
  );
  return (
    usable.find(({ name }) => metric?.drives.includes(name)) ??
    usable.find((it) => it.drives.length > 0 && !isBusinessMetric(it)) ??
    usable[0]
  );
}
