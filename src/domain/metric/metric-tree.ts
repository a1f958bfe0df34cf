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

/** Metrics above these in the tree, each once, the nearest first, at most so many. */
export function metricsAbove(metrics: Metric[], names: string[], most = 10): Metric[] {
  return reached(metrics, names, (metric) => metric.drives).slice(0, most);
}

type Relation = 'same' | 'above' | 'below';

/** How each metric stands to the nearest of these: one of them, above (driven by one) or below (drives one); the others are left out. */
export function relationsTo(metrics: Metric[], names: string[]): Map<string, Relation> {
  const all = (related: Metric[], relation: Relation) => related.map(({ name }) => [name, relation] as const);
  const driving = metrics.flatMap(({ name, drives }) => [...new Set(drives)].map((driven) => ({ driven, name })));
  const drivers = Map.groupBy(driving, ({ driven }) => driven);
  const driversOf = ({ name }: Metric) => (drivers.get(name) ?? []).map((driver) => driver.name);
  return new Map([
    ...all(reached(metrics, names, driversOf), 'below'),
    ...all(
      reached(metrics, names, ({ drives }) => drives),
      'above',
    ),
    ...names.map((name) => [name, 'same'] as const),
  ]);
}

/** Breadth first, so that the nearest come first; those that one starts from are left out. */
function reached(metrics: Metric[], names: string[], next: (metric: Metric) => string[]): Metric[] {
  const byName = new Map(metrics.map((metric) => [metric.name, metric]));
  const passed = new Set(names);
  const queue = names.flatMap((name) => byName.get(name) ?? []);
  const found: Metric[] = [];
  for (let metric = queue.shift(); metric; metric = queue.shift()) {
    for (const name of next(metric)) {
      const neighbour = byName.get(name);
      if (!neighbour || passed.has(name)) continue;
      passed.add(name);
      found.push(neighbour);
      queue.push(neighbour);
    }
  }
  return found;
}
