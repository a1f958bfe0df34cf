import { sql } from 'drizzle-orm';
import type { Database } from './connect.ts';
import { writeProbes } from './schema/deliveries.ts';

/** About as much as the payload of a delivery: so many pages, each filled by a row. */
const pages = 16;
const filler = 'x'.repeat(7_900);

/** Throws if a delivery could not be stored: the database is away or read-only, or its disk is full. */
export async function probeByWriting(database: Database): Promise<void> {
  await database.insert(writeProbes).values(Array.from({ length: pages }, () => ({ filler })));
}

/** Rows of probes are useless once they are written. */
export async function forgetProbes(database: Database): Promise<void> {
  await database.execute(sql`truncate ${writeProbes}`);
}
