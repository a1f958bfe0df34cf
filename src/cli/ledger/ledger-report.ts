import type { CalibrationGroup, Ledger, LedgerFilter, NamedFilter } from '../../domain/ledger/ledger.ts';
import { nearest } from '../../domain/text/nearest.ts';
import { plain } from '../../render/words/plain.ts';
import { firstOf, inWords } from '../../render/words/words.ts';
import { asCsv } from './as-csv.ts';
import { asJson } from './as-json.ts';
import { asTable } from './as-table.ts';
import { betsView } from './bets-view.ts';
import { calibrationView } from './calibration-view.ts';
import { challengesView } from './challenges-view.ts';
import { edgesView } from './edges-view.ts';
import { hindsightView } from './hindsight-view.ts';
import type { View } from './ledger-views.ts';
import { paceView } from './pace-view.ts';
import { silentView } from './silent-view.ts';

/** Which part of the record is asked for, and in which form. */
export interface LedgerRequest {
  view: 'bets' | 'calibration' | 'pace' | 'edges' | 'silent' | 'challenges' | 'hindsight';
  filter: LedgerFilter;
  by?: CalibrationGroup;
  format: 'table' | 'csv' | 'json';
  limit?: number;
  /** Columns of the terminal. */
  width: number;
  now: Date;
}

/** `notes` are not part of the table, so that a file holds only the table. */
export type LedgerReport = { kind: 'told'; text: string; notes: string[] } | { kind: 'unknown'; why: string };

/** A screen. Files have everything. */
export const rowsOnScreen = 50;

export async function reportOf(ledger: Ledger, request: LedgerRequest): Promise<LedgerReport> {
  for (const name of ['owner', 'repository', 'team', 'metric'] as const) {
    const why = await unknownName(ledger, request.filter, name);
    if (why) return { kind: 'unknown', why };
  }
  return told(ledger, request);
}

function told(ledger: Ledger, request: LedgerRequest): Promise<LedgerReport> {
  const { view, filter, by = 'month', now } = request;
  const limit = request.limit ?? (request.format === 'table' ? rowsOnScreen : undefined);
  // One more than is shown, to see that there are more.
  const most = limit === undefined ? undefined : limit + 1;
  switch (view) {
    case 'bets':
      return written(betsView(ledger, filter, most), request, limit);
    case 'calibration':
      return written(calibrationView(ledger, filter, by), request, request.limit);
    case 'pace':
      return written(paceView(ledger, filter, now), request, request.limit);
    case 'edges':
      return written(edgesView(ledger, filter), request, request.limit);
    case 'silent':
      return written(silentView(ledger, filter, now, most), request, limit);
    case 'challenges':
      return written(challengesView(ledger, filter, most), request, limit);
    case 'hindsight':
      return written(hindsightView(ledger, filter, most), request, limit);
  }
}

async function written<Row>(
  made: Promise<View<Row>>,
  { format, width }: LedgerRequest,
  limit: number | undefined,
): Promise<LedgerReport> {
  const { columns, rows, empty, notes = [] } = await made;
  const shown = rows.slice(0, limit);
  const nothing = format === 'table' && rows.length === 0;
  const more =
    shown.length < rows.length
      ? [`There are more than these ${shown.length}: --limit shows more, a file (--format csv or json) has all.`]
      : [];
  const write = { csv: asCsv, json: asJson, table: asTable }[format];
  return {
    kind: 'told',
    text: nothing ? '' : write(columns, shown, width),
    notes: [...(nothing ? [empty] : []), ...notes, ...more],
  };
}

/** A misspelt name must not look like an empty record. */
async function unknownName(ledger: Ledger, filter: LedgerFilter, of: NamedFilter): Promise<string | undefined> {
  const wanted = filter[of];
  if (wanted === undefined) return undefined;
  const names = await ledger.names(of);
  const cased = of === 'owner' || of === 'repository' ? (text: string) => text.toLowerCase() : (text: string) => text;
  const known = (name: string) =>
    cased(name) === cased(wanted) || (of === 'repository' && cased(name).endsWith(`/${cased(wanted)}`));
  if (names.some(known)) return undefined;
  const bare = (name: string) => (of === 'repository' && !wanted.includes('/') ? (name.split('/')[1] ?? name) : name);
  const close = nearest(
    wanted,
    names.map((name) => ({ name: bare(name), title: '', full: name })),
  ).map(({ full }) => full);
  const said = `the record has no ${of} ${plain(wanted, 100)}.`;
  if (close.length > 0)
    return `${said} Did you mean ${inWords(
      close.map((name) => plain(name)),
      'or',
    )}?`;
  return names.length === 0
    ? `${said} It has none yet.`
    : `${said} It has ${firstOf(
        names.map((name) => plain(name)),
        10,
      )}.`;
}
