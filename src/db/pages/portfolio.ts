import type { PortfolioFilter, PortfolioRecord, Reader } from '../../flows/ports/page-record.ts';
import type { Database } from '../connect.ts';
import { entries } from '../ledger/entries.ts';
import { trialsOf } from '../ledger/trials.ts';
import { attentionOf } from './attention.ts';
import { countsOf } from './bet-counts.ts';
import { mapsOf } from './maps.ts';

/** Rows of the ledger below; one more than a page shows. */
const mostEntries = 26;

/** Nothing here reads all bets of an owner: every list and count is limited. */
export async function portfolio(
  database: Database,
  reader: Reader,
  { ownerId, filter, now }: { ownerId: number; filter: PortfolioFilter; now: Date },
): Promise<PortfolioRecord> {
  const { maps, readable } = await mapsOf(database, reader);
  // Asked at once: the database answers the next while this process reads the last.
  const [counts, attention, trials, listed] = await Promise.all([
    countsOf(database, readable),
    attentionOf(database, readable, now),
    trialsOf(database, { ownerId, among: readable }),
    entries(database, { ...filter, among: readable }, mostEntries),
  ]);
  return { maps, counts, attention, trials, entries: listed };
}
