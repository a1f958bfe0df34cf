import { type EdgeRecord, edgeRecords } from '../../domain/ledger/edge-record.ts';
import type { Ledger, LedgerFilter } from '../../domain/ledger/ledger.ts';
import { times } from './calibration-view.ts';
import type { Column } from './column.ts';
import { figure, type View } from './ledger-views.ts';

type Edge = EdgeRecord & { owner: string };

export async function edgesView(ledger: Ledger, filter: LedgerFilter): Promise<View<Edge>> {
  const trials = await ledger.edgeTrials(filter);
  const byEdge = Map.groupBy(trials, ({ owner, trial }) => JSON.stringify([owner, trial.lower, trial.upper]));
  const rows = [...byEdge.values()].flatMap((own) =>
    edgeRecords(own.map(({ trial }) => trial)).map((record) => ({ ...record, owner: own[0]?.owner ?? '' })),
  );
  return {
    columns: edgeColumns,
    rows: rows.sort((one, other) => other.trials - one.trials),
    empty: 'No edge of a metric tree was tried yet.',
  };
}

const edgeColumns: Column<Edge>[] = [
  { field: 'owner', value: ({ owner }) => owner, title: 'owner', text: ({ owner }) => owner },
  { field: 'lower', value: ({ lower }) => lower, title: 'metric', text: ({ lower }) => lower },
  { field: 'upper', value: ({ upper }) => upper, title: 'drives', text: ({ upper }) => upper },
  { field: 'trials', value: ({ trials }) => trials, title: 'bets', text: ({ trials }) => `${trials}`, align: 'right' },
  {
    field: 'moved',
    value: ({ moved }) => moved,
    title: 'lower moved',
    text: ({ moved }) => `${moved}`,
    align: 'right',
  },
  {
    field: 'followed',
    value: ({ followed }) => followed,
    title: 'upper followed',
    text: ({ followed }) => `${followed}`,
    align: 'right',
  },
  {
    field: 'ratio',
    value: ({ ratio }) => figure(ratio?.value),
    title: 'upper per 1%',
    text: ({ ratio }) => (ratio ? `${times(ratio.value)}% (${times(ratio.low)} to ${times(ratio.high)})` : ''),
    align: 'right',
  },
  { field: 'ratio_low', value: ({ ratio }) => figure(ratio?.low) },
  { field: 'ratio_high', value: ({ ratio }) => figure(ratio?.high) },
  {
    field: 'doubtful',
    value: ({ doubtful }) => doubtful,
    title: 'mark',
    text: ({ doubtful }) => (doubtful ? 'an assumption to challenge' : ''),
  },
];
