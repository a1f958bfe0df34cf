import { type Command, InvalidArgumentError, Option } from 'commander';
import { verdicts } from '../../analysis/verdict.ts';
import { ledgerOf } from '../../db/ledger/ledger.ts';
import { decisions } from '../../domain/commands/decision.ts';
import { type CalibrationGroup, calibrationGroups, type LedgerFilter } from '../../domain/ledger/ledger.ts';
import { endOf, type Period, parseDayOrInstant, parsePeriod } from '../../domain/ledger/period.ts';
import { inWords } from '../../render/words/words.ts';
import { readRecord } from '../server/read-record.ts';
import { type LedgerRequest, reportOf, rowsOnScreen } from './ledger-report.ts';

const views = ['calibration', 'pace', 'edges', 'silent', 'challenges', 'hindsight'] as const;

interface Options extends Partial<Record<(typeof views)[number], true>> {
  format: LedgerRequest['format'];
  by?: CalibrationGroup;
  limit?: number;
  owner?: string;
  repository?: string;
  since?: Date;
  until?: Date;
  period?: Period;
  team?: string;
  metric?: string;
  verdict?: LedgerFilter['verdict'];
  decision?: LedgerFilter['decision'];
}

/** `soundings ledger`: the record, read only. */
export function addLedger(program: Command): void {
  const command = program
    .command('ledger')
    .description(
      'show the record: what was expected, what moved, what was decided and learned. Changes are relative, and positive is good. It never reports on individuals.',
    )
    .option('--calibration', 'compare predicted with actual: how many expectations held, and how far off they were')
    .option('--pace', 'how long things take, and how many merged pull requests had a bet')
    .option('--edges', 'what bets have shown of each "A drives B" of the metric tree')
    .option('--silent', 'bets that nobody heard back from')
    .option('--challenges', 'challenges that nobody has answered')
    .option('--hindsight', 'what `backtest --keep` said of releases of the past; no part of the calibration')
    .addOption(new Option('--by <group>', 'with --calibration: the groups').choices(calibrationGroups))
    .addOption(new Option('--format <format>', 'output format').choices(['table', 'csv', 'json']).default('table'))
    .option('--limit <rows>', `at most so many rows (default: ${rowsOnScreen} in a table, else all)`, parseLimit)
    .option('--owner <owner>', 'of this owner')
    .option('--repository <name>', 'of this repository, as name or owner/name')
    .addOption(
      new Option('--period <period>', 'in this year, quarter or month: 2026, 2026-Q4, 2026-11')
        .argParser(parsePeriodOption)
        .conflicts(['since', 'until']),
    )
    .option('--since <day>', 'from this day on, as 2026-11-01', parseSince)
    .option('--until <day>', 'up to the end of this day', parseUntil)
    .option('--team <owner of the metric>', 'on metrics of this team, once concluded')
    .option('--metric <name>', 'on this metric')
    .addOption(new Option('--verdict <verdict>', 'with this verdict').choices(verdicts))
    .addOption(new Option('--decision <decision>', 'with this decision').choices([...decisions, 'none']));
  command
    .addHelpText(
      'after',
      `
Days are in UTC. A bet is dated by its conclusion, else its release, else its merge.
The server may be running, on a Postgres (DATABASE_URL) and on the embedded database (DATA_DIR).

Examples:
  soundings ledger --period 2026-Q4 --verdict flat
  soundings ledger --calibration --by metric
  soundings ledger --since 2026-01-01 --format csv > bets.csv`,
    )
    .action(async (options: Options) => {
      const asked = views.filter((view) => options[view]);
      const wrong = mistake(options, asked);
      if (wrong) command.error(`error: ${wrong}`, { exitCode: 2 });
      // The reader may have seen enough, as `head` has.
      process.stdout.on('error', () => process.exit());
      process.exitCode = await show(options, asked[0] ?? 'bets');
    });
}

/** Filters that apply to a view. */
const filtersOf: Record<LedgerRequest['view'], (keyof Options)[]> = {
  bets: ['team', 'verdict', 'decision'],
  calibration: ['team', 'verdict', 'decision', 'by'],
  pace: ['team', 'verdict', 'decision'],
  edges: [],
  silent: [],
  challenges: [],
  hindsight: [],
};

function mistake(options: Options, asked: LedgerRequest['view'][]): string | undefined {
  if (asked.length > 1) return `${inWords(asked.map((view) => `--${view}`))} are tables of their own: ask for one`;
  const view = asked[0] ?? 'bets';
  const unfit = (['team', 'verdict', 'decision', 'by'] as const).find(
    (name) => options[name] !== undefined && !filtersOf[view].includes(name),
  );
  if (unfit === 'by') return '--by goes with --calibration';
  return unfit && `--${unfit} cannot be combined with --${view}`;
}

function parseLimit(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError(`"${text}" is not a number of rows: write 200.`);
  return Number(text);
}

function parsePeriodOption(text: string): Period {
  const period = parsePeriod(text);
  if (!period) throw new InvalidArgumentError(`"${text}" is not a period: write 2026, 2026-Q4 or 2026-11.`);
  return period;
}

function parseDay(text: string) {
  const found = parseDayOrInstant(text);
  if (!found)
    throw new InvalidArgumentError(`"${text}" is not a day: write 2026-11-01, or an instant as 2026-11-01T09:00:00Z.`);
  return found;
}
const parseSince = (text: string) => parseDay(text).at;
const parseUntil = (text: string) => endOf(parseDay(text));

async function show(options: Options, view: LedgerRequest['view']): Promise<0 | 1> {
  const read = await readRecord((within) => reportOf(ledgerOf(within), requestOf(options, view)));
  if ('problem' in read) return refuse(read.problem);
  const report = read.answer;
  if (report.kind === 'unknown') return refuse(report.why);
  process.stdout.write(report.text);
  for (const note of report.notes) console.error(note);
  return 0;
}

/** Nothing is cut unless somebody looks on. */
const widthOfFiles = Number.POSITIVE_INFINITY;

function requestOf(options: Options, view: LedgerRequest['view']): LedgerRequest {
  const { owner, repository, team, metric, verdict, decision, period, format, by, limit } = options;
  const { since, until } = period ?? options;
  return {
    view,
    filter: given({ owner, repository, since, until, team, metric, verdict, decision }),
    format,
    ...given({ by, limit }),
    width: process.stdout.columns ?? widthOfFiles,
    now: new Date(),
  };
}

type Given<T> = { [K in keyof T]?: NonNullable<T[K]> };

const given = <T extends object>(options: T) =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Given<T>;

function refuse(why: string): 1 {
  console.error(`soundings ledger: ${why}`);
  return 1;
}
