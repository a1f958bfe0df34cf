import { type Calibration, calibrationOf } from '../../domain/ledger/calibration.ts';
import type { CalibrationGroup, Ledger, LedgerFilter } from '../../domain/ledger/ledger.ts';
import { formatRelative, formatRelativeSpan } from '../../render/words/figures.ts';
import type { Column } from './column.ts';
import { figure, type View } from './ledger-views.ts';

export const percent = (share: number | undefined) =>
  share === undefined ? '' : formatRelative(Math.round(share * 1000) / 1000, { unsigned: true });

export const times = (value: number | undefined) =>
  value === undefined ? '' : value.toFixed(Math.abs(value) >= 10 ? 0 : 2);

export async function calibrationView(
  ledger: Ledger,
  filter: LedgerFilter,
  by: CalibrationGroup,
): Promise<View<Calibration>> {
  const [groups, all] = [await ledger.calibration(filter, by), await ledger.calibration(filter, 'all')];
  const rows = [...groups, ...all].map(calibrationOf);
  const known = { field: by, value: ({ group }: Calibration) => group };
  const title: Column<Calibration> = { ...known, title: by, text: ({ group }) => group || '(none)' };
  return { columns: [title, ...calibrationColumns], rows, empty: 'No concluded bets.' };
}

const calibrationColumns: Column<Calibration>[] = [
  {
    field: 'concluded',
    value: (row) => row.concluded,
    title: 'concluded',
    text: (row) => `${row.concluded}`,
    align: 'right',
  },
  {
    field: 'as_expected',
    value: (row) => row.asExpected,
    title: 'as expected',
    text: (row) => `${row.asExpected}`,
    align: 'right',
  },
  {
    field: 'no_data',
    value: (row) => row.withoutData,
    title: 'no data',
    text: (row) => `${row.withoutData}`,
    align: 'right',
  },
  {
    field: 'compared',
    value: (row) => row.compared,
    title: 'compared',
    text: (row) => `${row.compared}`,
    align: 'right',
  },
  {
    field: 'compatible',
    value: ({ compatible }) => figure(compatible?.share),
    title: 'compatible',
    text: ({ compatible }) => percent(compatible?.share),
    align: 'right',
  },
  { field: 'compatible_low', value: ({ compatible }) => figure(compatible?.low) },
  { field: 'compatible_high', value: ({ compatible }) => figure(compatible?.high) },
  { field: 'ranges', value: ({ within }) => within?.of ?? 0 },
  {
    field: 'in_range',
    value: ({ within }) => figure(within?.share),
    title: 'in range',
    text: ({ within }) => (within ? `${percent(within.share)} of ${within.of}` : ''),
    align: 'right',
  },
  { field: 'in_range_low', value: ({ within }) => figure(within?.low) },
  { field: 'in_range_high', value: ({ within }) => figure(within?.high) },
  {
    field: 'bias',
    value: ({ bias }) => figure(bias?.mean),
    title: 'bias',
    text: ({ bias }) =>
      bias ? `${formatRelative(bias.mean)}${bias.interval ? ` (${formatRelativeSpan(bias.interval)})` : ''}` : '',
    align: 'right',
  },
  { field: 'bias_low', value: ({ bias }) => figure(bias?.interval?.low) },
  { field: 'bias_high', value: ({ bias }) => figure(bias?.interval?.high) },
  { field: 'bias_median', value: ({ bias }) => figure(bias?.median) },
  {
    field: 'reached',
    value: ({ ratio }) => figure(ratio?.median),
    title: 'reached of hope',
    text: ({ ratio }) => (ratio ? `${times(ratio.median)} (${times(ratio.low)} to ${times(ratio.high)})` : ''),
    align: 'right',
  },
  { field: 'reached_low', value: ({ ratio }) => figure(ratio?.low) },
  { field: 'reached_high', value: ({ ratio }) => figure(ratio?.high) },
];
