import { readFileSync } from 'node:fs';
import { realpath, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseDocument } from 'yaml';
import { ofWorkingDirectory } from '../../env.ts';
import { parseSources } from '../../metrics/parse-sources.ts';
import { forTerminal } from '../analyse/for-terminal.ts';
import { inALine } from '../open-sources.ts';
import type { Terminal } from './ask.ts';
import { type Entry, insertEntry } from './insert-entry.ts';
import { kinds } from './kinds.ts';
import { entryOf, type Wanted } from './new-entry.ts';
import { fileOfSources, queriesOf, type Shown } from './read-query.ts';
import { testOf } from './test-of.ts';
import { Unfit } from './unfit.ts';
import { completed, type Told, wrongQuery } from './wanted.ts';

export function addAdd(source: Command): void {
  source
    .command('add')
    .summary('add a query: asks, tries it and writes it into the file of sources')
    .description(
      'add a query, of a connection that is there or a new one: asks what is missing, tries it as `source test` does, and writes it into the file of sources, whose other lines stay as they are',
    )
    .addOption(new Option('--kind <type>', 'the type of a new connection').choices([...kinds.keys()]))
    .option('--name <source>', 'as the outcome map will name it: warehouse/signup_rate')
    .option('--address <address>', 'where a new connection leads, without secrets')
    .option(
      '--credentials <variable>',
      'the environment variable with the credentials of a new connection: of a database its whole address, else a token',
    )
    .option(
      '--set <key=value...>',
      'other keys that its type needs: database=growth',
      keyAndValue,
      new Map<string, string>(),
    )
    .option('--owners <owners...>', 'the GitHub owners that may use a new connection; left out: every owner')
    .option('--query <query>', 'the query, in the language of its type')
    .option('--sources <file>', 'the file of sources; left out: SOUNDINGS_SOURCES, or sources.yml')
    .addHelpText(
      'after',
      `
Secrets stay in the environment or in .env: the file has the names of their variables. Without a terminal --name and --query are needed, and --kind for a new connection; push has no query.

Example: soundings source add --kind postgres --name warehouse/signups --credentials WAREHOUSE_URL --owners acme \\
  --query 'select day as t, signups as value from daily where day >= $from and day < $to'`,
    )
    .action(async ({ set: settings, ...rest }: Told & { set: ReadonlyMap<string, string>; sources?: string }) => {
      const told = { ...rest, settings };
      const isTerminal = process.stdin.isTTY && process.stdout.isTTY;
      // Loaded only where somebody can be asked.
      const terminal = isTerminal ? (await import('./ask.ts')).terminal : undefined;
      process.exitCode = await add(told, terminal).catch((error) => {
        if (!(error instanceof Unfit)) throw error;
        console.error(`soundings source add: ${error.message}. Nothing was written`);
        return 1;
      });
    });
}

async function add(told: Told & { sources?: string }, terminal: Terminal | undefined): Promise<0 | 1> {
  const variables = ofWorkingDirectory();
  const file = readFile(fileOfSources(told.sources, variables));
  terminal?.intro('A new source');
  let wanted = await completed(told, file.types, variables, terminal);
  let entry = entryIn(file, wanted);
  while (wanted.query !== undefined) {
    const { text, isWell } = await tried(file.path, entry.text, wanted);
    console.log(forTerminal(text));
    if (isWell) break;
    if (!terminal) throw new Unfit('It gives no figures');
    const next = await terminal.choice('It gives no figures. What now?', afterFailure);
    if (next === 'leave') throw new Unfit('left');
    if (next === 'write') break;
    wanted = { ...wanted, query: await terminal.line('Query', wrongQuery) };
    entry = entryIn(file, wanted);
  }
  if (terminal && !(await terminal.yes(`Write it to ${file.path}?`))) throw new Unfit('left');
  await write(file, entry.text);
  console.log(`\nWritten to ${file.path}:\n\n${forTerminal(entry.added)}`);
  if (wanted.query === undefined)
    console.log(
      `Who may push needs a token: \`npx soundings token create --owner ${wanted.owners?.[0] ?? 'OWNER'} --metrics ${wanted.name}\`. docs/sources/push.md shows how to push.`,
    );
  console.log(
    `In the outcome map: \`source: ${wanted.connection}/${wanted.name}\`. A server that runs reads the file at its next start.`,
  );
  return 0;
}

const afterFailure = new Map([
  ['query', 'Write another query'],
  ['write', 'Write it to the file as it is'],
  ['leave', 'Leave'],
]);

/** For editors: completion, and what each key means. */
const schemaLine =
  '# yaml-language-server: $schema=https://raw.githubusercontent.com/soundings/soundings/main/schema/sources.schema.json\n';

function keyAndValue(text: string, before: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1)
    throw new InvalidArgumentError(`"${text}" is no key with a value: database=growth.`);
  return new Map([...before, [text.slice(0, at), text.slice(at + 1)]]);
}

interface File {
  path: string;
  text: string;
  /** The type of each connection. */
  types: Map<string, string>;
}

function readFile(path: string): File {
  let text = '';
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT') throw new Unfit(`${path} cannot be read (${code})`);
  }
  const connections = Object(parseDocument(text).toJS()?.connections) as Record<string, { type?: unknown } | null>;
  return {
    ...{ path, text },
    types: new Map(Object.entries(connections).map(([name, connection]) => [name, String(connection?.type)])),
  };
}

function entryIn({ path, text, types }: File, wanted: Wanted): Entry {
  const { place, key, value } = entryOf(wanted, types.has(wanted.connection));
  const entry = insertEntry(text === '' ? schemaLine : text, place, key, value);
  if ('problem' in entry) throw new Unfit(`${path}: ${entry.problem}`);
  return entry;
}

/** As the server would read it from the file that is to be. */
async function tried(path: string, text: string, { connection, name }: Wanted): Promise<Shown> {
  const place = { folder: dirname(resolve(path)) };
  const found = parseSources({ file: path, text, environment: ofWorkingDirectory(), place });
  if ('problems' in found) return { text: found.problems.map(inALine).join('\n'), isWell: false };
  const open = queriesOf(found.value);
  try {
    return await testOf(open, `${connection}/${name}`, 28);
  } finally {
    await open.close();
  }
}

async function write({ path, text: before }: File, text: string): Promise<void> {
  if (readFile(path).text !== before) throw new Unfit(`${path} was changed meanwhile: run this again`);
  const place = await realpath(path).catch(() => path);
  await writeFile(place, text);
}
