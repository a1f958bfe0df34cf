import type { NamedSeries, UnusedControl } from '../../analysis/effect.ts';
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

/** Why others of them are compared with nothing; what nobody has read is not among them. */
export function unreadControls(
  { controls = [] }: Pick<Metric, 'controls'>,
  readings: Record<string, Reading>,
): UnusedControl[] {
  return controls.flatMap((name) => {
    const reading = own(readings, name);
    if (reading?.kind === 'failed') return [{ name, why: 'it could not be read' }];
    if (reading?.kind === 'empty') return [{ name, why: 'its source has no value of it' }];
    return reading?.arms ? [{ name, why: 'it is measured by an experiment' }] : [];
  });
}
