import { child, isEmpty, type Located, type LocatedMapping, type Spot, textOf } from './located.ts';
import type { MapProblem } from './map-problem.ts';
import { nearest } from './nearest.ts';
import { quoted } from './quoted.ts';

/** The metrics of a map as it is written, by name. */
export type Metrics = Map<string, { at: Spot; node: Located }>;

export function metricsOf(tree: LocatedMapping): Metrics {
  const node = child(tree, 'metrics')?.node;
  return node?.kind === 'mapping' ? node.entries : new Map();
}

/** A unit that is not written is `count`, unless another file can still say otherwise. */
export function unitOf(name: string, metrics: Metrics, whole: boolean): string | undefined {
  const metric = metrics.get(name)?.node;
  const written = child(metric, 'unit')?.node;
  return written && !isEmpty(written) ? textOf(written) : whole && metric ? 'count' : undefined;
}

export function unknown(at: Spot, what: string, name: string, metrics: Metrics): MapProblem {
  const meant = nearest(name, metrics.keys());
  return { ...at, what, expected: meant ? `${quoted(meant)}, or another metric of the map` : 'a metric of the map' };
}
