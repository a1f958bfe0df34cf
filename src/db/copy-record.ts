import { type SQL, sql } from 'drizzle-orm';
import { own } from '../domain/text/own.ts';
import type { Database } from './connect.ts';

export interface Table {
  schema: string;
  name: string;
}

export interface CopiedTable extends Table {
  rows: number;
}

/** Hears after each portion how many of a table's rows have been copied. */
type Tell = (table: CopiedTable, copied: number) => void;

/** Somebody's rows are in the way. */
export class NotEmpty extends Error {
  readonly tables: string[];

  constructor(tables: string[]) {
    super(`There are rows in ${tables.join(', ')}`);
    this.tables = tables;
  }
}

/** So many characters travel at once. */
const portion = 2_000_000;
const mostRows = 2_000;

/**
 * Copies all rows of an embedded database into the empty tables of a Postgres of the same version: all or none. Every value travels as PostgreSQL writes it,
 * so that what JavaScript cannot hold (microseconds, half a character in JSON) arrives as it was.
 *
 * @param more tables beside those of the record
 */
export async function copyRecord(from: Database, to: Database, more: Table[], tell: Tell): Promise<CopiedTable[]> {
  return from.transaction(
    async (reading) => {
      const record = await recordTables(reading);
      const tables = await withRows(reading, [...record, ...more]);
      await to.transaction(async (writing) => {
        // What triggers would write beside a row is copied itself. Ours alone: foreign keys are checked. The lock that this
        // takes also keeps servers from writing.
        for (const table of record) await writing.execute(sql`alter table ${named(table)} disable trigger user`);
        await assertEmpty(writing, [...record, ...more]);
        for (const table of tables) await copyTable(reading, writing, table, tell);
        await continueSequences(reading, writing);
        for (const { rows, ...table } of tables) {
          const arrived = await countOf(writing, table);
          if (arrived !== rows) throw new Error(`Of ${rows} rows of ${table.name}, ${arrived} arrived: none is kept`);
        }
        for (const table of record) await writing.execute(sql`alter table ${named(table)} enable trigger user`);
      });
      return tables;
    },
    { accessMode: 'read only' },
  );
}

/** Throws `NotEmpty`. Tables that are not there hold nothing. */
export async function assertEmpty(database: Database, tables: Table[]): Promise<void> {
  const filled: string[] = [];
  for (const table of tables) {
    const [there] = await rowsOf(database, sql`select to_regclass(${`"${table.schema}"."${table.name}"`}) as name`);
    if (there?.name == null) continue;
    const [row] = await rowsOf(database, sql`select from ${named(table)} limit 1`);
    if (row) filled.push(table.name);
  }
  if (filled.length > 0) throw new NotEmpty(filled);
}

/** All tables of the record, each behind those that its foreign keys lead to. */
export async function recordTables(database: Database): Promise<Table[]> {
  const tables = await rowsOf<Table>(
    database,
    sql`select schemaname as schema, tablename as name from pg_tables where schemaname = 'public' order by tablename`,
  );
  const keys = await rowsOf<{ table: string; to: string }>(
    database,
    sql`select c.relname as table, f.relname as to from pg_constraint
        join pg_class c on c.oid = conrelid join pg_class f on f.oid = confrelid
        where contype = 'f' and connamespace = 'public'::regnamespace and conrelid <> confrelid`,
  );
  const ordered: Table[] = [];
  while (ordered.length < tables.length) {
    const left = tables.filter((table) => !ordered.includes(table)).map(({ name }) => name);
    const waits = ({ name }: Table) => keys.some(({ table, to }) => table === name && left.includes(to));
    const next = tables.filter((table) => left.includes(table.name) && !waits(table));
    if (next.length === 0) throw new Error(`Tables refer to each other in a circle: ${left.join(', ')}`);
    ordered.push(...next);
  }
  return ordered;
}

async function withRows(database: Database, tables: Table[]): Promise<CopiedTable[]> {
  const counted: CopiedTable[] = [];
  for (const table of tables) counted.push({ ...table, rows: await countOf(database, table) });
  return counted.filter(({ rows }) => rows > 0);
}

async function countOf(database: Database, table: Table): Promise<number> {
  const [row] = await rowsOf<{ rows: string }>(database, sql`select count(*) as rows from ${named(table)}`);
  return Number(row?.rows);
}

async function copyTable(reading: Database, writing: Database, table: CopiedTable, tell: Tell): Promise<void> {
  const columns = await writtenColumns(reading, table);
  const asText = columns.map(({ name }) => sql`${sql.identifier(name)}::text as ${sql.identifier(name)}`);
  await reading.execute(
    sql`declare moved no scroll cursor for select ${sql.join(asText, sql`, `)} from ${named(table)}`,
  );
  let copied = 0;
  for (let size = 100; ; ) {
    const rows = await rowsOf<Row>(reading, sql.raw(`fetch ${size} from moved`));
    if (rows.length === 0) break;
    await writing.execute(insertion(table, columns, rows));
    copied += rows.length;
    tell(table, copied);
    const each = Math.max(1, lengthOf(rows) / rows.length);
    size = Math.min(mostRows, Math.max(1, Math.floor(portion / each)));
  }
  await reading.execute(sql`close moved`);
}

type Row = Record<string, string | null>;

interface Column {
  name: string;
  type: string;
}

/** Those that the database does not write itself. */
const writtenColumns = (database: Database, { schema, name }: Table) =>
  rowsOf<Column>(
    database,
    sql`select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
        join pg_class c on c.oid = attrelid join pg_namespace n on n.oid = relnamespace
        where nspname = ${schema} and relname = ${name} and attnum > 0 and not attisdropped and attgenerated = ''
        order by attnum`,
  );

function insertion(table: Table, columns: Column[], rows: Row[]): SQL {
  const names = columns.map(({ name }) => sql.identifier(name));
  const values = columns.map(({ name, type }) => sql`${sql.identifier(name)}::${sql.raw(type)}`);
  const lists = columns.map(({ name }) => sql`${sql.param(rows.map((row) => own(row, name)))}::text[]`);
  const comma = sql`, `;
  return sql`insert into ${named(table)} (${sql.join(names, comma)}) overriding system value
    select ${sql.join(values, comma)} from unnest(${sql.join(lists, comma)}) as portion (${sql.join(names, comma)})`;
}

const lengthOf = (rows: Row[]) =>
  rows.reduce((sum, row) => Object.values(row).reduce((length, value) => length + (value?.length ?? 0), sum), 0);

/** The next number that the database gives is free. */
async function continueSequences(reading: Database, writing: Database): Promise<void> {
  const sequences = await rowsOf<{ name: string; last: string }>(
    reading,
    sql`select sequencename as name, last_value::text as last from pg_sequences
        where schemaname = 'public' and last_value is not null`,
  );
  for (const { name, last } of sequences)
    await writing.execute(sql`select setval(format('public.%I', ${name}::text)::regclass, ${last}::bigint)`);
}

const named = ({ schema, name }: Table) => sql`${sql.identifier(schema)}.${sql.identifier(name)}`;

async function rowsOf<Found extends object = Record<string, unknown>>(
  database: Database,
  query: SQL,
): Promise<Found[]> {
  const answer: unknown = await database.execute(query);
  return (answer as { rows: Found[] }).rows;
}
