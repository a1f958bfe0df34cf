import type { Span } from '../../domain/declaration/declaration.ts';
import type { BetPage, Stake } from '../../domain/portfolio/bet-page.ts';
import { type CsvValue, csvLine } from '../words/csv-line.ts';

const names = 'metric,role,figure,at,value,low,high,verdict\r\n';

/** The figures of a bet's page: what each metric was before the merge, what was expected of it, and what was measured. */
export const betCsv = ({ bet }: BetPage): string => names + (bet?.stakes ?? []).flatMap(linesOf).map(csvLine).join('');

function linesOf({ metric, role, baseline, outcome }: Stake): CsvValue[][] {
  const line = (figure: string, at?: string, value?: number, span?: Span, verdict?: string): CsvValue[] => [
    ...[metric.name, role, figure, at, value, span?.low, span?.high, verdict],
  ];
  const { effect, expected, verdict } = outcome ?? {};
  return [
    ...(baseline?.history.samples ?? []).map(({ t, value }) => line('level', new Date(t).toISOString(), value)),
    ...(expected ? [line('expected change', undefined, undefined, expected)] : []),
    ...(effect ? [line('measured change', undefined, effect.relative, effect, verdict)] : []),
  ];
}
