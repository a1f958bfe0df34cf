import type { Metric } from './metric.ts';

/** A lattice of metrics has more ways to the top than anyone reads. */
const mostChains = 16;

/**
 * The ways up the metric tree by `drives`, the metric itself first: signup_rate, projects_completed, revenue. One chain with the metric alone
 * where it drives nothing; none where there is no such metric. A cycle ends a chain before it repeats.
 */
export function chainsUpward(metrics: Metric[], name: string): Metric[][] {
  const byName = new Map(metrics.map((metric) => [metric.name, metric]));
  const start = byName.get(name);
  const chains: Metric[][] = [];
  const open: Metric[][] = start ? [[start]] : [];
  for (let chain = open.pop(); chain && chains.length < mostChains; chain = open.pop()) {
    const passed = new Set(chain);
    const above = [...new Set(chain.at(-1)?.drives)].flatMap((driven) => byName.get(driven) ?? []);
    const next = above.filter((metric) => !passed.has(metric));
    if (next.length === 0) chains.push(chain);
    for (const metric of next.reverse()) open.push([...chain, metric]);
  }
  return chains;
}
