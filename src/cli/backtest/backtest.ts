import { existsSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { forTerminal } from '../analyse/for-terminal.ts';
import { addFileOptions } from '../analyse/series-file.ts';
import { backtestFile, type FileOptions } from './of-file.ts';
import type { RepositoryOptions } from './repository/of-repository.ts';

type Options = RepositoryOptions & Partial<Omit<FileOptions, 'format'>>;

/** `soundings backtest`: what past releases did, from two files or from a repository on GitHub. */
export function addBacktest(program: Command): void {
  const command = program
    .command('backtest')
    .description(
      'tell what each of your past releases did to your metrics, as its readout would have found it: of a repository on GitHub, which is only read, or from two CSV files',
    )
    .argument('<what>', 'a repository, acme/shop; or a CSV with a header: date,value or date,numerator,denominator')
    .option(
      '--window <days>',
      "days after a release that are looked at, 14d (default: the map's last readout, or 28d)",
      readWindow,
    )
    .addOption(
      new Option('--format <format>', 'output format').choices(['table', 'csv', 'json', 'markdown']).default('table'),
    )
    .optionsGroup('Of a repository:')
    .option('--since <when>', 'how far back, 180d or 2026-06-01 (default: 180d)')
    .option('--map <file>', 'the outcome map (default: the repository’s own)')
    .option('--sources <file>', 'where the data is (default: SOUNDINGS_SOURCES)')
    .option('--html <file>', 'write the report as one page with charts, too')
    .option(
      '--cache <folder>',
      'what was read of GitHub is kept there (default: soundings/backtest in the user’s cache)',
    )
    .option('--keep', 'keep the verdicts in the record, as hindsight: `soundings ledger --hindsight` shows them')
    .option('--wait', 'wait for GitHub’s limit of requests, however long it takes')
    .optionsGroup('From CSV files:')
    .option('--releases <file>', 'CSV of releases: a day or a time, and a name')
    .addOption(new Option('--good <direction>', 'which way is better').choices(['up', 'down']));
  addFileOptions(command)
    .addHelpText(
      'after',
      `
All releases and metrics are looked at together, so that an effect has to be clearer than in a readout of one: where no release did anything,
one or more is called moved in 5% of such reports, however many there are.
Releases too close to tell apart name each other.

GITHUB_TOKEN is a token of your own that may read the repository; GITHUB_API_URL another GitHub than github.com. Nothing is written there.
A run that was stopped goes on where it was when it is started again.

Examples: soundings backtest acme/shop --since 180d --sources sources.yml --html report.html
          soundings backtest sign-ups.csv --releases releases.csv`,
    )
    .action(async (what: string, options: Options) => {
      const isFile = options.releases !== undefined || existsSync(what) || !repositoryName.test(what);
      const wrong = isFile ? mistakeOfFile(what, options) : mistakeOfRepository(what, options);
      if (wrong) command.error(`error: ${wrong}`, { exitCode: 2 });
      const text = await (isFile ? backtestFile(what, options as FileOptions) : backtestRepository(what, options));
      if (text !== undefined) process.stdout.write(options.format === 'table' ? forTerminal(text) : text);
    });
}

/** Loaded when it is asked for: files need no client of GitHub. */
async function backtestRepository(name: string, options: Options): Promise<string | undefined> {
  const { ofRepository } = await import('./repository/of-repository.ts');
  return ofRepository(name, options);
}

function mistakeOfFile(what: string, options: Options): string | undefined {
  const alien = (['since', 'map', 'sources', 'html', 'cache', 'wait', 'keep'] as const).find((name) => options[name]);
  if (alien) return `--${alien} is for a repository on GitHub, and ${what} is a file`;
  if (options.format === 'markdown') return '--format markdown is for a repository on GitHub: table, csv or json';
  if (options.releases === undefined)
    return `--releases is missing, a CSV of releases; or name a repository such as acme/shop instead of ${what}`;
  return undefined;
}

function mistakeOfRepository(what: string, options: Options): string | undefined {
  const names = ['good', 'metric', 'time', 'timezone', 'decimal', 'bucket', 'increase'] as const;
  const alien = names.find((name) => options[name] !== undefined);
  return alien && `--${alien} is for CSV files, and ${what} is a repository on GitHub: there the map says it`;
}

function readWindow(text: string): number {
  const days = Number(/^(\d{1,3}) ?d?$/.exec(text.trim())?.[1]);
  if (days >= 7 && days <= 400) return days;
  throw new InvalidArgumentError('7d to 400d is expected.');
}

const repositoryName = /^[\w-]{1,39}\/[\w.-]{1,100}$/;
