import { sql } from 'drizzle-orm';
import type { Database } from './connect.ts';
import { writeProbes } from './schema/deliveries.ts';

/** As much as the payload of a delivery commonly takes: so many pages, each filled by a row. */
const pages = 16;
const filler = 'x'.repeat(7_900);

/** Throws when a delivery could not be kept: the database is away, has become read-only, or its disk is full. */
export async function probeByWriting(database: Database): Promise<void> {
  await database.insert(writeProbes).values(Array.from({ length: pages }, () => ({ filler })));
}

/** What probes wrote is of no use once it is written. */
export async function forgetProbes(database: Database): Promise<void> {
  await database.execute(sql`truncate ${writeProbes}`);
}
