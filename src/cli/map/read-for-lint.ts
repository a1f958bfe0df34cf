import pLimit from 'p-limit';
import { connect, type Whereabouts } from '../../db/connect.ts';
import { createStore } from '../../db/stores/store.ts';
import { day } from '../../domain/day.ts';
import type { InPlay, LintBasis } from '../../domain/lint/lint-basis.ts';
import type { OutcomeMap } from '../../domain/outcome-map/outcome-map.ts';
import { readSurroundings } from '../../env.ts';
import { whyUnreadable } from '../server/why-unreadable.ts';
import { isForOthers, openReader, ownerWanted, sourcesWanted } from './open-reader.ts';

const historyDays = 400;
/** A map may name hundreds of metrics, and their sources have other work too. */
const mostTogether = 8;

interface Asked {
  /** The file of sources, if it is not the environment's. */
  sources?: string;
  /** The owner for whom sources are read, and whose bets count. */
  owner?: string;
}

/**
 * What the lint rules need beyond the map, without a server: what its metrics have measured and, given an owner and a
 * Postgres, which bets are under way. Problems are for people, one line each.
 */
export async function readForLint(
  map: OutcomeMap,
  asOf: Date,
  { sources: named, owner = '' }: Asked,
): Promise<Pick<LintBasis, 'readings' | 'inPlay'> | { problems: string[] }> {
  const opened = await openReader(named);
  if (opened === undefined) return { problems: [sourcesWanted] };
  if ('problems' in opened) return opened;
  const { reader } = opened;
  try {
    // Metrics without a source need no reading.
    const metrics = map.metrics.filter(({ source }) => source !== undefined);
    const from = new Date(asOf.getTime() - historyDays * day);
    const together = pLimit(mostTogether);
    const readings = await together.map(
      metrics,
      async (metric) =>
        [
          metric.name,
          await reader.read({
            owner,
            ...(/^\d+$/.test(owner) ? { ownerId: Number(owner) } : {}),
            metric,
            from,
            to: asOf,
          }),
        ] as const,
    );
    const problems = owner === '' && readings.some(([, reading]) => isForOthers(reading)) ? [ownerWanted] : [];
    if (problems.length > 0) return { problems };
    const read = { readings: Object.fromEntries(readings) };
    if (owner === '') return read;
    const { whereabouts } = readSurroundings();
    if ('problems' in whereabouts) return whereabouts;
    const inPlay = await betsOf(owner, whereabouts);
    return { ...read, ...(inPlay ? { inPlay } : {}) };
  } catch (error) {
    return { problems: [whyUnreadable(error)] };
  } finally {
    await reader.close();
  }
}

/** An embedded database belongs to the server: nobody else opens it. */
async function betsOf(owner: string, whereabouts: Whereabouts): Promise<InPlay | undefined> {
  if (whereabouts.databaseUrl === undefined) return undefined;
  const connection = await connect(whereabouts);
  try {
    return await createStore(connection.database, async () => {}).inPlay({ owner });
  } finally {
    await connection.close();
  }
}
