import { createInterface } from 'node:readline';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Line, Task } from './task.ts';

/*
 * A program: reads a task from its input, writes lines, ends. DuckDB is kept out of the server, because its threads would take the places of Node's own, a
 * query may not heed an interruption, and its limit of memory leaves out long texts.
 */

/** Node itself, DuckDB at rest, and one batch of rows. */
const otherMb = 200;
const looksMs = 50;

/** As of an answer by HTTP. */
const mostCharacters = 20_000_000;

const write = (text: string) =>
  new Promise<void>((resolve) => {
    process.stdout.write(`${text}\n`, () => resolve());
  });
const say = (line: Line) => write(JSON.stringify(line));

for await (const line of createInterface(process.stdin)) {
  await answer(JSON.parse(line)).catch(({ message }: Error) => say({ refused: message }));
  break;
}
process.exit();

async function answer(task: Task): Promise<void> {
  // The server ends it in time. If the server itself is gone, nobody else does.
  setTimeout(() => process.exit(1), task.timeout);
  setInterval(() => {
    if (process.memoryUsage.rss() > (task.memory + otherMb) * 1_000_000) process.kill(process.pid, 'SIGKILL');
  }, looksMs);

  const database = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: `${task.memory}MB` });
  const connection = await database.connect();
  for (const setting of [
    `TimeZone = ${quoted(task.timezone)}`,
    "temp_directory = ''",
    'autoinstall_known_extensions = false',
    'autoload_known_extensions = false',
    `allowed_directories = [${quoted(`${task.folder}/`)}]`,
    'enable_external_access = false',
    'lock_configuration = true',
  ])
    await connection.run(`set ${setting}`);

  // In brackets stands nothing but a select: in its folder another statement could write. Its type is known too late: preparing `export` makes a folder.
  const prepared = await connection.prepare(`from (${task.sql}\n)`);
  if (task.values.length > 0) prepared.bind(task.values);
  let count = 0;
  let characters = 0;
  for await (const rows of (await prepared.stream()).yieldRowObjectJson()) {
    const text = JSON.stringify({ rows } satisfies Line);
    characters += text.length;
    if (characters > mostCharacters) return say({ tooLong: mostCharacters });
    await write(text);
    count += rows.length;
    if (count > task.maxRows) break;
  }
  await say({ done: true });
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
