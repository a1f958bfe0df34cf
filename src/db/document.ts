import { getTableColumns, getTableName, type SQL, sql } from 'drizzle-orm';
import { customType, getTableConfig, type PgColumn, type PgTable } from 'drizzle-orm/pg-core';
import { own } from '../domain/text/own.ts';
import type { DocumentKind } from './documents/document-kind.ts';
import { readDocument } from './documents/read-document.ts';

const dateTag = '$date';

/**
 * A column for a whole object, Dates included, with the version that wrote it. `told` reads it.
 *
 * The type is json, not jsonb: people's text may hold NUL characters and lone surrogates, which jsonb refuses. It has
 * to come back unchanged, because a frozen body is later compared with the present one. Values that are searched for
 * have a column.
 */
export function document<T>(name: string, kind: DocumentKind<T>) {
  return customType<{ data: T; driverData: unknown }>({
    dataType: () => 'json',
    toDriver: (value) => textOf(kind.version === 0 ? value : { v: kind.version, ...value }),
    fromDriver: (value) => {
      if (!(value instanceof Kept)) throw new Error(`A document of the column ${name} is to be read by \`told\``);
      return readDocument(kind, revive(value.document), value.where);
    },
  })(name);
}

class Kept {
  readonly document: unknown;
  readonly where: string;

  constructor(document: unknown, where: string) {
    this.document = document;
    this.where = where;
  }
}

type DataOf<Column extends PgColumn> = Column['_']['data'] | (Column['_']['notNull'] extends true ? never : null);

/**
 * A document together with the key of its row, so that one that cannot be read can be found.
 *
 * @param wanted where this does not hold null is sent
 */
export function told<Column extends PgColumn>(column: Column, wanted?: SQL): SQL<DataOf<Column>> {
  const { table } = column;
  const keys = keysOf(table);
  const row = sql.join([...keys, column], sql`, `);
  const whole = sql`json_build_array(${row})`;
  const sent = wanted ? sql<DataOf<Column>>`case when ${wanted} then ${whole} end` : whole;
  return sent.mapWith((values: unknown[]) => {
    const kept = values.at(-1);
    if (kept === null) return null;
    const key = keys.map(({ name }, index) => `${name} ${values[index]}`).join(', ');
    return column.mapFromDriverValue(new Kept(kept, `${getTableName(table)}.${column.name} of ${key}`));
  });
}

function keysOf(table: PgTable): PgColumn[] {
  const [together] = getTableConfig(table).primaryKeys;
  return together ? together.columns : Object.values(getTableColumns(table)).filter(({ primary }) => primary);
}

/** As a column keeps it. */
export function textOf(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key, encoded) {
    // JSON.stringify has already called toJSON: only the holder still knows that it was a Date.
    const original = own(this, key);
    return original instanceof Date ? { [dateTag]: original.toISOString() } : encoded;
  });
}

/**
 * Changes the value in place, since it was just parsed and belongs to nobody else. A copy would take longer than all
 * the rest.
 */
function revive(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isInstant(value)) return new Date(String(value[dateTag]));
  for (const [key, inner] of Object.entries(value)) {
    const revived = revive(inner);
    if (revived !== inner) Object.defineProperty(value, key, { value: revived });
  }
  return value;
}

const isInstant = (value: object): value is { [dateTag]: unknown } =>
  dateTag in value && Object.keys(value).length === 1;
