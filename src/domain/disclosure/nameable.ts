import type { Bet } from '../bet/bet.ts';
import type { Metric } from '../metric/metric.ts';
import type { KeyResult, Objective, OutcomeMap } from '../outcome-map/outcome-map.ts';
import { type Disclosure, shownOf } from './disclosure.ts';

/*
 * What may be named: all of a map, or its public metrics with their key results, where the one who is told may not read it.
 */

export const isNameable = (metric: Pick<Metric, 'name' | 'source'>, disclosure: Disclosure) =>
  shownOf(disclosure, metric) !== 'nothing';

/** Judging and suggesting by this part cannot name anything else. */
export function nameableMap(map: OutcomeMap, disclosure: Disclosure): OutcomeMap {
  if (disclosure.ofOthers !== 'nothing') return map;
  const { vision: _vision, teams: _teams, strategy: _strategy, digest: _digest, ...rest } = map;
  const metrics = map.metrics.filter((metric) => isNameable(metric, disclosure));
  const names = new Set(metrics.map(({ name }) => name));
  return {
    ...rest,
    metrics: metrics.map((metric) => withoutExperiments(nameableMetric(metric, disclosure))),
    objectives: map.objectives
      .map(({ id, keyResults }) =>
        bare(
          id,
          keyResults.filter(({ metric }) => names.has(metric)),
        ),
      )
      .filter(({ keyResults }) => keyResults.length > 0),
    inPart: true,
  };
}

/** Who may not read the map chooses none of the experiments that it could be read for. */
const withoutExperiments = ({ experiments: _, ...metric }: Metric): Metric => metric;

export function nameableBet(bet: Bet, disclosure: Disclosure): Bet {
  if (disclosure.ofOthers !== 'nothing') return bet;
  const names = new Set(disclosure.public.map(({ name }) => name));
  const named = <Staked extends { metric: Metric }>(staked: Staked[]) =>
    staked
      .filter(({ metric }) => isNameable(metric, disclosure))
      .map((one) => ({ ...one, metric: nameableMetric(one.metric, disclosure) }));
  return {
    ...bet,
    movements: named(bet.movements),
    guardrails: named(bet.guardrails),
    keyResults: bet.keyResults
      .filter(({ keyResult }) => names.has(keyResult.metric))
      .map(({ objective, keyResult }) => ({ objective: bare(objective.id, [keyResult]), keyResult })),
  };
}

/** The metric's name without its relations. */
export function nameableMetric(metric: Metric, disclosure: Disclosure): Metric {
  if (disclosure.ofOthers !== 'nothing') return metric;
  const { controls = [], ...rest } = metric;
  const [drives, siblings] = [metric.drives, controls].map((names) => nameableOf(names, disclosure));
  return { ...rest, drives: drives ?? [], ...(siblings?.length ? { controls: siblings } : {}) };
}

/** Of names of metrics. */
export function nameableOf(names: string[], { ofOthers, public: open }: Disclosure): string[] {
  return ofOthers === 'nothing' ? names.filter((name) => open.some((metric) => metric.name === name)) : names;
}

/** What an objective is called, and why it is worth having, are the map's own words. */
const bare = (id: string, keyResults: KeyResult[]): Objective => ({ id, title: id, keyResults });
