import { eq } from 'drizzle-orm';
import type { MapStore } from '../../flows/ports/stores/map-store.ts';
import type { Database } from '../connect.ts';
import { told } from '../document.ts';
import { outcomeMaps } from '../schema/gate.ts';
import { absentAsUndefined } from './absent.ts';
import { wakeDigests } from './digest-store.ts';

export function mapStore(database: Database): MapStore {
  return {
    async mapFiles(repositoryId) {
      const [row] = await database
        .select({ lastGood: told(outcomeMaps.lastGood), broken: told(outcomeMaps.broken) })
        .from(outcomeMaps)
        .where(eq(outcomeMaps.repositoryId, repositoryId));
      return row ? absentAsUndefined(row) : {};
    },
    async saveMapState(repositoryId, { lastGood, broken }) {
      const row = { lastGood: lastGood ?? null, broken: broken ?? null };
      await database
        .insert(outcomeMaps)
        .values({ repositoryId, ...row })
        .onConflictDoUpdate({ target: outcomeMaps.repositoryId, set: row });
      const { digest } = lastGood?.map ?? {};
      if (lastGood && digest) await wakeDigests(database, repositoryId, digest, lastGood.home?.name);
    },
  };
}
