import type { Ledger, LedgerFilter } from '../../domain/ledger/ledger.ts';
import { type PaceFigure, paceOf } from '../../domain/ledger/pace.ts';
import { formatFigures } from '../../render/words/figures.ts';
import { percent } from './calibration-view.ts';
import type { Column } from './column.ts';
import { figure, type View } from './ledger-views.ts';

export async function paceView(ledger: Ledger, filter: LedgerFilter, now: Date): Promise<View<PaceFigure>> {
  const { team, metric, verdict, decision } = filter;
  const chosen = [team, metric, verdict, decision].some((value) => value !== undefined);
  return {
    columns: paceColumns,
    rows: paceOf(await ledger.pace(filter), filter, now),
    empty: '',
    ...(chosen
      ? { notes: ['Merged pull requests without a bet have no team, metric, verdict or decision: they are left out.'] }
      : {}),
  };
}

const measureInWords: Record<PaceFigure['measure'], string> = {
  'hypothesis-to-readout': 'days from hypothesis to readout',
  'merge-to-ship': 'days from merge to release',
  'ship-to-readout': 'days from release to readout',
  'readouts-a-week': 'bets concluded a week',
  'bets-without-expectation': 'concluded bets that named no expected movement',
  'merged-with-bet': 'merged pull requests with a bet',
  'merged-non-bet': 'merged, not meant to move anything',
  'merged-exempt': 'merged, exempt',
  'merged-without-reference': 'merged without a reference',
};

const isShare = ({ measure }: PaceFigure) => measure.startsWith('merged-') || measure === 'bets-without-expectation';

const oneDecimal = (value: number) => formatFigures([Math.round(value * 10) / 10])[0] ?? '';

const shown = (row: PaceFigure, value: number | undefined) =>
  value === undefined ? '' : isShare(row) ? percent(value) : oneDecimal(value);

const paceColumns: Column<PaceFigure>[] = [
  {
    field: 'measure',
    value: ({ measure }) => measure,
    title: 'measure',
    text: ({ measure }) => measureInWords[measure],
  },
  { field: 'detail', value: ({ detail }) => detail, title: 'reason or rule', text: ({ detail = '' }) => detail },
  { field: 'count', value: ({ count }) => count, title: 'count', text: ({ count }) => `${count}`, align: 'right' },
  {
    field: 'value',
    value: ({ value }) => figure(value),
    title: 'value',
    text: (row) => shown(row, row.value),
    align: 'right',
  },
  { field: 'low', value: ({ low }) => figure(low) },
  { field: 'high', value: ({ high }) => figure(high) },
  {
    title: 'range',
    text: (row) =>
      row.low === undefined || (row.count < 3 && !isShare(row))
        ? ''
        : `${shown(row, row.low)} to ${shown(row, row.high)}`,
    align: 'right',
  },
];
