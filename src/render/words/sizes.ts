import type { InUnit } from '../../analysis/effect.ts';
import type { Span } from '../../domain/declaration/declaration.ts';
import type { Disclosure } from '../../domain/disclosure/disclosure.ts';
import type { Metric } from '../../domain/metric/metric.ts';
import { formatFigures, formatLevels, formatRelative, formatRelativeSpan, noBreak } from './figures.ts';
import { showsFigures } from './movement-in-words.ts';

interface How {
  unsigned?: boolean;
  exact?: boolean;
}

/** How relative figures of one effect are told: all of them in per cent, or all in the metric's unit. */
export interface Sizes {
  one: (share: number, how?: How) => string;
  span: (span: Span, how?: How) => string;
}

export const inPercent: Sizes = { one: formatRelative, span: formatRelativeSpan };

/** In per cent, unless they say nothing of this metric; its unit only where its figures may be shown. */
export function sizesOf(inUnit: InUnit | undefined, metric: Metric, disclosure: Disclosure): Sizes {
  return inUnit && showsFigures(disclosure, metric) ? inUnitOf(inUnit, metric.unit) : inPercent;
}

export function inUnitOf({ base }: InUnit, unit: string): Sizes {
  const told = (shares: number[], { unsigned = false, exact = false }: How = {}) => {
    const amounts = shares.map((share) => (unsigned ? Math.abs(share * base) : share * base));
    const texts =
      unit === 'ratio'
        ? formatFigures(
            amounts.map((amount) => amount * 100),
            exact ? 6 : 3,
          ).map((figure) => `${figure}${noBreak}pp`)
        : formatLevels(amounts, unit, { exact });
    return texts.map((text, at) => (!unsigned && (amounts[at] ?? 0) > 0 && /[1-9]/.test(text) ? `+${text}` : text));
  };
  return {
    one: (share, how) => told([share], how)[0] ?? '',
    span: ({ low, high }, how) => [...new Set(told([low, high], how))].join(' to '),
  };
}
