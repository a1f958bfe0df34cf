import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import type { Metric } from '../../domain/metric/metric.ts';
import { formatFigures, formatLevels } from '../words/figures.ts';
import { showsFigures } from '../words/movement-in-words.ts';
import { inSteps } from './in-steps.ts';

/** How the levels of a metric are shown where there are many: in its unit, or as an index where absolute figures are kept back. */
export interface Scale {
  /** For a chart's axis. */
  unit: string;
  plot: (level: number) => number;
  /** The same of many that were measured. */
  plotAll: (levels: number[]) => number[];
  /** For the column of a table: all to the same decimals. */
  format: (levels: number[]) => string[];
  /** The same of many that were measured. */
  formatAll: (levels: number[]) => string[];
}

/**
 * @param base the level that an index calls 100; undefined where nothing may be shown at all
 */
export function scaleFor(metric: Metric, disclosure: Disclosure, base: number | undefined): Scale | undefined {
  if (showsFigures(disclosure, metric)) {
    const plot = (level: number) => (metric.unit === 'ratio' ? level * 100 : level);
    const format = (levels: number[]) => formatLevels(levels, metric.unit);
    return {
      unit: metric.unit === 'ratio' ? 'percent' : metric.unit === 'usd' ? 'US dollars' : metric.unit,
      ...{ plot, plotAll: (levels) => levels.map(plot), format, formatAll: format },
    };
  }
  if (base === undefined || !(base > 0)) return undefined;
  const index = (level: number) => (level / base) * 100;
  return {
    unit: 'index',
    plot: index,
    plotAll: (levels) => inSteps(levels.map(index)),
    format: (levels) => formatFigures(levels.map(index), 3),
    formatAll: (levels) => formatFigures(inSteps(levels.map(index)), 3),
  };
}

/** The cells of a column; a word where there is no level. */
export function column(levels: (number | undefined)[], format: Scale['format'], absent: string): string[] {
  const shown = format(levels.filter((level) => level !== undefined));
  return levels.map((level) => (level === undefined ? absent : (shown.shift() ?? absent)));
}
