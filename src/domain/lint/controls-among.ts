import type { OutcomeMap } from '../outcome-map/outcome-map.ts';

/** Metrics that others are compared with: nobody aims at them. */
export function controlsAmong({ metrics }: OutcomeMap): Set<string> {
  return new Set(metrics.flatMap(({ controls = [] }) => controls));
}
