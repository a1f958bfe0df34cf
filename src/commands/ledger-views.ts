import { type Calibration, calibrationOf } from '../domain/calibration.ts';
import { day } from '../domain/day.ts';
import { type EdgeRecord, edgeRecords } from '../domain/edge-record.ts';
import type {
  CalibrationGroup,
  Ledger,
  LedgerEntry,
  LedgerFilter,
  LedgerPlace,
  OpenChallenge,
  SilentBet,
} from '../domain/ledger.ts';
import { type PaceFigure, paceOf } from '../domain/pace.ts';
import { formatFigures, formatRelative, formatRelativeSpan } from '../render/figures.ts';
import type { Column } from './column.ts';

/** What a table is made of. */
export interface View<Row> {
  columns: Column<Row>[];
  rows: Row[];
  /** Said instead of a table without rows. */
  empty: string;
  notes?: string[];
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10);
const nameOf = ({ owner, repository, number }: LedgerPlace) => `${owner}/${repository}#${number}`;
/** Enough for any use, and no more than was measured. */
const figure = (value: number | undefined) => (value === undefined ? undefined : Number(value.toPrecision(6)));
const percent = (share: number | undefined) =>
  share === undefined ? '' : formatRelative(Math.round(share * 1000) / 1000, { unsigned: true });
const times = (value: number | undefined) => (value === undefined ? '' : value.toFixed(Math.abs(value) >= 10 ? 0 : 2));

function place<Row extends LedgerPlace>(): Column<Row>[] {
  return [
    { title: 'pull request', text: nameOf },
    { field: 'repository', value: ({ owner, repository }) => `${owner}/${repository}` },
    { field: 'number', value: ({ number }) => number },
  ];
}

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
];

function marksOf(entry: LedgerEntry): string {
  const { amended, sharedWith, counted } = entry;
  const [first] = sharedWith;
  const others = sharedWith.length > 1 ? ` and ${sharedWith.length - 1} more` : '';
  const home = first && first.owner === entry.owner && first.repository === entry.repository;
  return [
    ...(amended ? ['amended'] : []),
    ...(first ? [`shared with ${home ? `#${first.number}` : nameOf(first)}${others}`] : []),
    ...(counted ? [] : ['not counted']),
  ].join(', ');
}

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
  { field: 'moved', value: ({ moved }) => moved, title: 'moved it', text: ({ moved }) => `${moved}`, align: 'right' },
  {
    field: 'followed',
    value: ({ followed }) => followed,
    title: 'and the other',
    text: ({ followed }) => `${followed}`,
    align: 'right',
  },
  {
    field: 'ratio',
    value: ({ ratio }) => figure(ratio?.value),
    title: 'for 1 % of it',
    text: ({ ratio }) => (ratio ? `${times(ratio.value)} % (${times(ratio.low)} to ${times(ratio.high)})` : ''),
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
  unanswered: 'what was learned is not said',
};

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
