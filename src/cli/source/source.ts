import { type Command, InvalidArgumentError } from 'commander';
import { ownerCalled } from '../../db/map-homes.ts';
import { createStore } from '../../db/stores/store.ts';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';
import { fail, forTerminal } from '../analyse/for-terminal.ts';
import { readMapFile } from '../map/read-map-file.ts';
import { openDatabase } from '../server/open-database.ts';
import { addAdd } from './add.ts';
import { listOf } from './list-of.ts';
import { openQueries, type Queries, queriesOf, type Shown } from './read-query.ts';
import { recordOfSources } from './record-of-sources.ts';
import { testOf } from './test-of.ts';

const sourcesOption = ['--sources <file>', 'the file of sources; left out: SOUNDINGS_SOURCES, or sources.yml'] as const;

export function addSource(program: Command): void {
  const source = program
    .command('source')
    .description('try the sources of the server: what they give, and what would be misread');
  source
    .command('list')
    .summary('list all queries with their health')
    .description(
      'list all queries with their health: the last value, the delay, gaps, and when the server read each last; and what was pushed. Reads 28 days of each, but for connections with `scan: billed`. The server may be running',
    )
    .option(...sourcesOption)
    .action(({ sources }: { sources?: string }) => run(sources, async (open) => listOf(open, await recordOfSources())));
  source
    .command('test')
    .summary('read one query and show what comes')
    .description('read one query and show what comes: a chart, the values, delay and gaps, and what would be misread')
    .argument('<source>', 'as the outcome map names it: warehouse/signup_rate')
    .option('--days <number>', 'how far back', parseDays, 28)
    .option('--experiment <id>', 'the experiment, for a query that takes one')
    .option('--map <file>', 'an outcome map, to see what its metrics would make of the values')
    .option('--owner <login>', 'read as this owner, and what they pushed from the record; the server may be running')
    .option(...sourcesOption)
    .action((name: string, { days, experiment, map, owner, sources }: TestOptions) => {
      const read: { map?: OutcomeMap } | { problem: string } = map === undefined ? {} : mapIn(map);
      if ('problem' in read) return fail(read.problem);
      const show = (open: Queries) =>
        testOf(open, name, days, { ...read, ...(experiment !== undefined && { experiment }) });
      return owner === undefined ? run(sources, show) : runAs(owner, sources, show);
    });
  addAdd(source);
}

interface TestOptions {
  days: number;
  experiment?: string;
  map?: string;
  owner?: string;
  sources?: string;
}

function mapIn(path: string): { map: OutcomeMap } | { problem: string } {
  const read = readMapFile(path);
  if (read.kind === 'whole') return { map: read.map };
  if (read.kind === 'addition') return { problem: `${path} extends a map elsewhere (${read.to}): name that one` };
  return { problem: read.kind === 'refused' ? read.lines.join('\n') : read.problem };
}

function parseDays(text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1 || days > 800)
    throw new InvalidArgumentError(`"${text}" is no number of days from 1 to 800.`);
  return days;
}

async function run(named: string | undefined, show: (open: Queries) => Promise<Shown>): Promise<void> {
  const open = await openQueries(named);
  if ('problems' in open) return fail(open.problems.join('\n'));
  try {
    const { text, isWell } = await show(open);
    console.log(forTerminal(text));
    if (!isWell) process.exitCode = 1;
  } finally {
    await open.close();
  }
}

/** With the record, which has what was pushed. */
async function runAs(owner: string, named: string | undefined, show: (open: Queries) => Promise<Shown>): Promise<void> {
  const open = await openQueries(named);
  if ('problems' in open) return fail(open.problems.join('\n'));
  const done = await openDatabase(async ({ patient }) => {
    const ownerId = await ownerCalled(patient, owner);
    if (ownerId === undefined)
      return { text: `nothing is known of ${owner}: install the App there first`, isWell: false };
    const store = createStore(patient, async () => {});
    const queries = queriesOf(open.sources, { owner, ownerId, pushedOf: () => store });
    try {
      return await show(queries);
    } finally {
      await queries.close();
    }
  });
  if ('problem' in done) return fail(done.problem);
  console.log(forTerminal(done.answer.text));
  if (!done.answer.isWell) process.exitCode = 1;
}
