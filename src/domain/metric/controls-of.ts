import type { NamedSeries } from '../../analysis/effect.ts';
import { own } from '../text/own.ts';
import type { Metric } from './metric.ts';
import type { Reading } from './reading.ts';

/** The siblings of a metric that could be read; an experiment's own metric holds what is tried out. */
export function controlsOf(
  { controls = [] }: Pick<Metric, 'controls'>,
  readings: Record<string, Reading>,
): NamedSeries[] {
  return controls.flatMap((name) => {
    const reading = own(readings, name);
    return reading?.kind === 'samples' && !reading.arms ? [{ name, series: reading.series }] : [];
  });
}
