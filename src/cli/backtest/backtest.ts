import { type Command, InvalidArgumentError, Option } from 'commander';
import { countOf } from '../../analysis/bucket.ts';
import { noBreak } from '../../render/words/figures.ts';
import { inPercent, inUnitOf } from '../../render/words/sizes.ts';
import { counted, inWords } from '../../render/words/words.ts';
import { fail, forTerminal } from '../analyse/for-terminal.ts';
import { addFileOptions, type FileFlags, fileExpected, fileOptionsOf, openSeries } from '../analyse/series-file.ts';
import { asCsv } from '../ledger/as-csv.ts';
import { asJson } from '../ledger/as-json.ts';
import { asTable } from '../ledger/as-table.ts';
import type { Column } from '../ledger/column.ts';
import { effectsOf, type JudgedRelease, judgeReleases } from './judge-releases.ts';
import { readReleases } from './read-releases.ts';

interface Options extends FileFlags {
  releases: string;
  window: number;
  good: 'up' | 'down';
  format: 'table' | 'csv' | 'json';
}

/** `soundings backtest`: what past releases did to a metric, from two files. */
export function addBacktest(program: Command): void {
  const command = program
    .command('backtest')
    .summary('tell what past releases did to a metric, from CSV files')
    .description('tell what each of your past releases did to a metric, as its readout would have found it')
    .argument('<file>', fileExpected)
    .requiredOption('--releases <file>', 'CSV of releases: a day or a time, and a name')
    .option('--window <days>', 'days after a release that are looked at, 14d', readWindow, 28)
    .addOption(new Option('--good <direction>', 'which way is better').choices(['up', 'down']).default('up'))
    .addOption(new Option('--format <format>', 'output format').choices(['table', 'csv', 'json']).default('table'));
  addFileOptions(command)
    .addHelpText(
      'after',
      `
All releases are looked at together, so that an effect has to be clearer than in a readout of one: where no release did anything,
one or more is called moved in 5% of such reports, however many there are.
Releases too close to tell apart name each other.

Example: soundings backtest sign-ups.csv --releases releases.csv`,
    )
    .action(async (file: string, options: Options) => {
      const text = await backtest(file, options);
      if (text !== undefined) process.stdout.write(options.format === 'table' ? forTerminal(text) : text);
    });
}

function readWindow(text: string): number {
  const days = Number(/^(\d{1,3}) ?d?$/.exec(text.trim())?.[1]);
  if (days >= 7 && days <= 400) return days;
  throw new InvalidArgumentError('7d to 400d is expected.');
}

async function backtest(file: string, options: Options): Promise<string | undefined> {
  const how = fileOptionsOf(options);
  if ('problem' in how) return fail(how.problem);
  const read = await openSeries(file, how);
  if ('problem' in read) return fail(read.problem);
  const found = await readReleases(options.releases, how.timezone ?? 'UTC');
  if ('problem' in found) return fail(found.problem);
  const { window: windowDays, good, format } = options;
  const rows = judgeReleases(read.series, found.releases, {
    ...{ windowDays, good, timezone: how.timezone, neverFalls: options.increase !== undefined },
  });
  const columns = columnsFor(read.isShare);
  if (format !== 'table') return (format === 'csv' ? asCsv : asJson)(columns, rows);
  const title = `${counted(rows.length, 'release')}, ${countOf('day', windowDays)} of ${read.name} after each`;
  const notes = read.notes.map((note) => `Note: ${note}`);
  return `${[title, '', asTable(columns, rows, process.stdout.columns || 120), summary(rows), ...notes].join('\n')}\n`;
}

const sizesFor = ({ answer }: JudgedRelease, isShare: boolean) =>
  answer.kind === 'effect' && answer.inUnit ? inUnitOf(answer.inUnit, isShare ? 'ratio' : 'count') : inPercent;
const spaced = (text: string) => text.replaceAll(noBreak, ' ');
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

const columnsFor = (isShare: boolean): Column<JudgedRelease>[] => [
  { field: 'release', value: ({ name }) => name, title: 'release', text: ({ name }) => name, flexible: true },
  { field: 'shipped', value: ({ at }) => dayOf(at), title: 'shipped', text: ({ at }) => dayOf(at) },
  {
    ...{ field: 'effect', title: 'effect', align: 'right' },
    value: ({ answer }) => (answer.kind === 'effect' ? answer.relative : undefined),
    text: (row) => (row.answer.kind === 'effect' ? spaced(sizesFor(row, isShare).one(row.answer.relative)) : ''),
  },
  {
    ...{ field: 'low', title: 'interval' },
    value: ({ answer }) => (answer.kind === 'effect' ? answer.low : undefined),
    text: (row) => (row.answer.kind === 'effect' ? spaced(sizesFor(row, isShare).span(row.answer)) : ''),
  },
  { field: 'high', value: ({ answer }) => (answer.kind === 'effect' ? answer.high : undefined) },
  { field: 'confidence', value: ({ answer }) => (answer.kind === 'effect' ? (answer.confidence ?? 0.95) : undefined) },
  {
    ...{ field: 'verdict', title: 'verdict' },
    value: ({ verdict }) => verdict ?? 'no-data',
    text: ({ verdict }) => verdict ?? 'no-data',
  },
  { field: 'shared_with', value: ({ answer }) => (answer.kind === 'effect' ? (answer.sharedWith ?? []) : []) },
  {
    ...{ field: 'detectable', title: 'would be seen' },
    value: ({ answer }) => (answer.kind === 'effect' ? answer.detectable : undefined),
    text: (row) =>
      row.answer.kind === 'effect'
        ? `from ${spaced(sizesFor(row, isShare).one(row.answer.detectable)).replace(/^\+/, '')}`
        : '',
  },
  {
    ...{ field: 'reason', title: '' },
    value: ({ answer }) => (answer.kind === 'unanswerable' ? answer.text : undefined),
    text: ({ answer }) =>
      answer.kind === 'unanswerable'
        ? answer.text
        : answer.sharedWith?.length
          ? `together with ${inWords(answer.sharedWith)}`
          : '',
  },
];

function summary(rows: JudgedRelease[]): string {
  const named = (verdict: string) => rows.filter((row) => row.verdict === verdict);
  const [moved, backfired] = [named('moved'), named('backfired')];
  const measured = rows.filter(({ verdict }) => verdict !== undefined).length;
  const left = rows.length - measured;
  const untold = measured - moved.length - backfired.length;
  return [
    `Of ${counted(measured, 'release')} that can be measured ${told(moved)} moved it for the better, ${told(backfired)} for the worse; of ${untold} nobody can tell.`,
    ...(left > 0 ? [`${counted(left, 'release')} cannot be measured.`] : []),
    'That a release and a movement coincide does not prove that one caused the other.',
  ].join('\n');
}

/** Releases that cannot be told apart share one effect. */
function told(rows: JudgedRelease[]): string {
  const effects = effectsOf(rows);
  return effects < rows.length ? `${rows.length} (${counted(effects, 'effect')})` : `${rows.length}`;
}
