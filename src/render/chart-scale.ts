import type { Metric } from '../domain/metric.ts';
import { formatFigure, formatLevel } from './figures.ts';

/** How the levels of a metric are shown where there are many: in its unit, or as an index where absolute figures are kept back. */
export interface Scale {
  /** For a chart's axis. */
  unit: string;
  plot: (level: number) => number;
  format: (level: number) => string;
}

/**
 * @param base the level that an index calls 100; undefined where nothing may be shown at all
 */
export function scaleFor(metric: Metric, redact: boolean, base: number | undefined): Scale | undefined {
  if (!redact)
    return {
      unit: metric.unit === 'ratio' ? 'percent' : metric.unit === 'usd' ? 'US dollars' : metric.unit,
      plot: (level) => (metric.unit === 'ratio' ? level * 100 : level),
      format: (level) => formatLevel(level, metric.unit),
    };
  if (base === undefined || !(base > 0)) return undefined;
  const index = (level: number) => (level / base) * 100;
  return { unit: 'index', plot: index, format: (level) => formatFigure(index(level), 3) };
}
