import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';

/** NUL, or half a character, as JSON has it: after no backslash that is not one of a pair. */
const refused = String.raw`(?<!\\)((?:\\\\)*)\\u(?:0000|[dD][89a-fA-F][0-9a-fA-F]{2})`;

/**
 * A field of a document, as text; null where there is none. Postgres reads all of a document for one field, and fails with the whole statement over what
 * people's text may hold, and `json` keeps: one comment would take a page from everybody.
 */
export function fieldOf(column: PgColumn, ...path: string[]): SQL<string | null> {
  const readable = sql`case when strpos(${column}::text, ${sql.raw(String.raw`'\u'`)}) = 0 then ${column}
    else regexp_replace(${column}::text, ${sql.raw(`'${refused}'`)}, ${sql.raw(String.raw`'\1'`)}, 'g')::json end`;
  return sql<string | null>`((${readable}) #>> ${sql.raw(`'{${path.join(',')}}'`)})`;
}
