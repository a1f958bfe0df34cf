import { type SQL, sql } from 'drizzle-orm';
import type { Database, DatabaseConnection } from '../../db/connect.ts';
import { assertEmpty, type CopiedTable, copyRecord, recordTables } from '../../db/copy-record.ts';
import { migrate, stateOfTables } from '../../db/migrate.ts';
import type { Log } from '../../flows/ports/log.ts';
import { queueSchema, tablesVersion } from '../../jobs/boss-tables.ts';
import { startQueue } from '../../jobs/queue.ts';
import { counted } from '../../render/words/words.ts';

/** Says what to do. */
export class MoveRefused extends Error {}

const jobTable = { schema: queueSchema, name: 'job' };
/** Between two lines about one table. */
const tellEveryMs = 5_000;

/**
 * Moves an embedded record and the jobs of its queue, all or nothing. Makes the tables of the Postgres first.
 * @returns the tables that have rows
 */
export async function moveRecord(
  from: DatabaseConnection,
  to: DatabaseConnection,
  say: (line: string) => void,
): Promise<CopiedTable[]> {
  await assertThisVersion(from.patient, to.patient);
  const [queueVersion] = await queueVersions(from.patient);
  const jobs = queueVersion === undefined ? [] : [jobTable];
  // Asked again when the tables are locked; here, so that nothing is made beside somebody's rows.
  await assertEmpty(to.patient, [...(await recordTables(from.patient)), ...jobs]);
  say('Making the tables');
  await migrate(to);
  await (await startQueue(to, told(say))).close();
  if (queueVersion !== undefined && !(await queueVersions(to.patient)).includes(queueVersion))
    throw new MoveRefused(startOnce('the queue of the embedded database'));
  return copyRecord(from.patient, to.patient, jobs, teller(say));
}

async function assertThisVersion(from: Database, to: Database): Promise<void> {
  const [ours, theirs] = [await stateOfTables(from), await stateOfTables(to)];
  if (!ours || ours.left > 0) throw new MoveRefused(startOnce('the embedded database'));
  const newer = ours.isNewer ? 'the embedded database' : theirs?.isNewer && 'the Postgres';
  if (newer)
    throw new MoveRefused(
      `a newer version of Soundings has changed the tables of ${newer}: run \`move\` of that version`,
    );
}

const startOnce = (what: string) =>
  `${what} is of an earlier version: start the server of this version on it once, without DATABASE_URL, which brings it up to date; stop it, and run this again`;

/** None: no server has been started on it. */
async function queueVersions(database: Database): Promise<number[]> {
  const [there] = await rowsOf<{ found: boolean }>(
    database,
    sql`select to_regclass(${`${queueSchema}.version`}) is not null as found`,
  );
  if (!there?.found) return [];
  return (await rowsOf<{ version: number }>(database, tablesVersion)).map(({ version }) => version);
}

/** What the queue has to say while its tables are made. */
const told = (say: (line: string) => void): Log => ({
  info() {},
  warn: (_, message) => say(message),
  error: (_, message) => say(message),
});

/** A line for each table, and more for one that takes long. */
function teller(say: (line: string) => void): (table: CopiedTable, copied: number) => void {
  let last = performance.now();
  return ({ name, rows }, copied) => {
    const now = performance.now();
    if (copied < rows && now - last < tellEveryMs) return;
    last = now;
    const some = copied < rows ? `${copied.toLocaleString('en-US')} of ` : '';
    say(`${name}: ${some}${counted(rows, 'row')}`);
  };
}

async function rowsOf<Row>(database: Database, query: SQL): Promise<Row[]> {
  const answer: unknown = await database.execute(query);
  return (answer as { rows: Row[] }).rows;
}
