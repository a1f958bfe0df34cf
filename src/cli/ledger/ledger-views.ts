import type { LedgerPlace } from '../../domain/ledger/ledger.ts';
import { referenceTo } from '../../domain/repository.ts';
import type { Column } from './column.ts';

/** The parts of a table. */
export interface View<Row> {
  columns: Column<Row>[];
  rows: Row[];
  /** Printed instead of a table without rows. */
  empty: string;
  notes?: string[];
}

export const dayOf = (at: Date) => at.toISOString().slice(0, 10);
export const nameOf = ({ owner, repository, number }: LedgerPlace) => referenceTo(owner, repository, number);
/** Enough for any use, and not more than was measured. */
export const figure = (value: number | undefined) => (value === undefined ? undefined : Number(value.toPrecision(6)));

export function place<Row extends LedgerPlace>(): Column<Row>[] {
  return [
    { title: 'pull request', text: nameOf },
    { field: 'repository', value: ({ owner, repository }) => `${owner}/${repository}` },
    { field: 'number', value: ({ number }) => number },
  ];
}
