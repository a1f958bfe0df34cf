import { day } from '../../domain/day.ts';
import type { Ledger, LedgerFilter, SilentBet } from '../../domain/ledger/ledger.ts';
import { dayOf, place, type View } from './ledger-views.ts';

export async function silentView(
  ledger: Ledger,
  filter: LedgerFilter,
  now: Date,
  limit?: number,
): Promise<View<SilentBet>> {
  const age = ({ since }: SilentBet) => Math.floor((now.getTime() - since.getTime()) / day);
  return {
    columns: [
      {
        field: 'silence',
        value: ({ silence }) => silence,
        title: 'what',
        text: ({ silence }) => silenceInWords[silence],
      },
      { field: 'since', value: ({ since }) => since.toISOString(), title: 'since', text: ({ since }) => dayOf(since) },
      { field: 'days', value: age, title: 'days', text: (row) => `${age(row)}`, align: 'right' },
      ...place<SilentBet>(),
      { field: 'metric', value: ({ metric }) => metric, title: 'metric', text: ({ metric = '' }) => metric },
    ],
    rows: await ledger.silent(filter, now, limit),
    empty: 'Nothing is silent.',
  };
}

const silenceInWords: Record<SilentBet['silence'], string> = {
  'no-readout': 'no readout, and no word why',
  'no-data': 'concluded without data',
  undecided: 'nobody has decided',
  unreleased: 'merged, and in no release',
  unanswered: 'what was learned is not said',
};
