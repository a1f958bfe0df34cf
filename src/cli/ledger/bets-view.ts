import type { Ledger, LedgerEntry, LedgerFilter } from '../../domain/ledger/ledger.ts';
import { formatRelative, formatRelativeSpan } from '../../render/words/figures.ts';
import type { Column } from './column.ts';
import { dayOf, figure, nameOf, place, type View } from './ledger-views.ts';

export async function betsView(ledger: Ledger, filter: LedgerFilter, limit?: number): Promise<View<LedgerEntry>> {
  return { columns: betColumns, rows: await ledger.entries(filter, limit), empty: 'No bets.' };
}

const stateInWords: Partial<Record<LedgerEntry['state'], string>> = {
  merged: 'waits for its release',
  shipped: 'is measured',
  reverted: 'reverted',
};

const betColumns: Column<LedgerEntry>[] = [
  { field: 'date', value: ({ at }) => at.toISOString(), title: 'date', text: ({ at }) => dayOf(at) },
  ...place<LedgerEntry>(),
  { field: 'state', value: ({ state }) => state },
  { field: 'metric', value: ({ metric }) => metric, title: 'metric', text: ({ metric = '' }) => metric },
  { field: 'team', value: ({ team }) => team },
  { field: 'primary', value: ({ primary }) => primary },
  {
    title: 'expected',
    text: ({ expected }) => (expected ? formatRelativeSpan(expected) : ''),
    align: 'right',
  },
  { field: 'expected_low', value: ({ expected }) => figure(expected?.low) },
  { field: 'expected_high', value: ({ expected }) => figure(expected?.high) },
  {
    title: 'actual',
    text: ({ effect }) => (effect ? `${formatRelative(effect.relative)} (${formatRelativeSpan(effect)})` : ''),
    align: 'right',
  },
  { field: 'actual', value: ({ effect }) => figure(effect?.relative) },
  { field: 'actual_low', value: ({ effect }) => figure(effect?.low) },
  { field: 'actual_high', value: ({ effect }) => figure(effect?.high) },
  {
    field: 'verdict',
    value: ({ verdict }) => verdict,
    title: 'verdict',
    text: ({ state, metric, verdict }) =>
      state === 'merged' && metric === undefined ? 'discovery' : (stateInWords[state] ?? verdict ?? ''),
  },
  { field: 'decision', value: ({ decision }) => decision, title: 'decision', text: ({ decision = '' }) => decision },
  { field: 'amended', value: ({ amended }) => amended },
  { field: 'shared_with', value: ({ sharedWith }) => sharedWith.map(nameOf) },
  { field: 'counted', value: ({ counted }) => counted },
  { title: 'marks', text: marksOf },
  {
    field: 'learned',
    value: ({ learned }) => learned,
    title: 'learned',
    text: ({ learned = '' }) => learned,
    flexible: true,
  },
  { field: 'lasts', value: ({ lasts }) => lasts },
  { field: 'method', value: ({ method }) => method },
];

function marksOf(entry: LedgerEntry): string {
  const { amended, sharedWith, counted, lasts } = entry;
  const [first] = sharedWith;
  const others = sharedWith.length > 1 ? ` and ${sharedWith.length - 1} more` : '';
  const home = first && first.owner === entry.owner && first.repository === entry.repository;
  return [
    ...(lasts === 'no' ? ['did not last'] : []),
    ...(amended ? ['amended'] : []),
    ...(first ? [`shared with ${home ? `#${first.number}` : nameOf(first)}${others}`] : []),
    ...(counted ? [] : ['not counted']),
  ].join(', ');
}
