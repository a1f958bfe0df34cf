import type { Metric } from '../metric/metric.ts';
import type { OutcomeMap } from '../outcome-map/outcome-map.ts';
import type { Bet } from './bet.ts';

/** Reads per bet are limited. */
const most = 20;

/**
 * Unnamed siblings to compare a bet with: metrics of the map with a source, without an experiment, and unrelated to the bet.
 */
export function siblingCandidates(bet: Bet, map: OutcomeMap): Metric[] {
  const concerned = concernedBy(bet, map);
  return map.metrics
    .filter(({ name, source, arms }) => source !== undefined && !arms && !concerned.has(name))
    .slice(0, most);
}

/** Metrics that a bet may move: its own, its guards', what is up or down the tree from those, and those of its key results. */
export function concernedBy({ movements, guardrails, keyResults }: Bet, map: OutcomeMap): Set<string> {
  const theirs = [...movements, ...guardrails].map(({ metric }) => metric.name);
  return new Set([
    ...theirs.flatMap((name) => [...reach(name, upward(map)), ...reach(name, downward(map))]),
    ...keyResults.map(({ keyResult }) => keyResult.metric),
  ]);
}

const upward = ({ metrics }: OutcomeMap) => new Map(metrics.map(({ name, drives }) => [name, drives]));

function downward({ metrics }: OutcomeMap): Map<string, string[]> {
  const driven = new Map<string, string[]>();
  for (const { name, drives } of metrics)
    for (const target of drives) driven.set(target, [...(driven.get(target) ?? []), name]);
  return driven;
}

/** A metric and all metrics reachable from it. */
function reach(start: string, edges: ReadonlyMap<string, string[]>): Set<string> {
  const reached = new Set([start]);
  for (const name of reached) for (const next of edges.get(name) ?? []) reached.add(next);
  return reached;
}
