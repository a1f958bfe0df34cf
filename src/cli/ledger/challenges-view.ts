import type { Ledger, LedgerFilter, OpenChallenge } from '../../domain/ledger/ledger.ts';
import type { Column } from './column.ts';
import { dayOf, nameOf, type View } from './ledger-views.ts';

export async function challengesView(
  ledger: Ledger,
  filter: LedgerFilter,
  limit?: number,
): Promise<View<OpenChallenge>> {
  return { columns: challengeColumns, rows: await ledger.challenges(filter, limit), empty: 'No challenge is open.' };
}

const challengeColumns: Column<OpenChallenge>[] = [
  { field: 'date', value: ({ at }) => at.toISOString(), title: 'date', text: ({ at }) => dayOf(at) },
  { field: 'kind', value: ({ subject }) => subject.kind, title: 'what', text: ({ subject }) => subject.kind },
  { field: 'subject', value: ({ subject }) => subject.name, title: 'name', text: ({ subject }) => subject.name },
  { field: 'repository', value: ({ owner, repository }) => `${owner}/${repository}` },
  { field: 'number', value: ({ number }) => number },
  { title: 'raised on', text: nameOf },
  {
    field: 'issue',
    value: ({ issue }) => (issue ? nameOf(issue) : undefined),
    title: 'answered in',
    text: ({ issue }) => (issue ? nameOf(issue) : ''),
  },
  { field: 'why', value: ({ why }) => why, title: 'why', text: ({ why }) => why, flexible: true },
];
