import { day } from '../../domain/day.ts';
import type { World } from '../ports/world.ts';
import { purgeInstallation } from './purge.ts';

const retryMs = 3_600_000;

/**
 * Who has removed or suspended the app while we could not hear of it: what is left of those who removed it is purged within a day, whatever
 * became of the event. One that is merely missing in the list is asked for by itself before anything is removed.
 */
export async function sweepInstallations({ installations, store, log, now }: World): Promise<void> {
  const at = now();
  if ((await store.roundDone('installations', at)).getTime() > at.getTime() - day) return;
  // What fails is tried again in an hour: the day is promised.
  if (!(await store.claimRound('installations', at, new Date(at.getTime() - retryMs)))) return;
  const known = await store.knownInstallations();
  const present = new Map((known.length > 0 ? await installations.all() : []).map((one) => [one.id, one]));
  for (const { id, suspended } of known) {
    const found = present.get(id);
    if (found && found.suspended !== suspended) await store.suspendInstallation(id, found.suspended);
    if (found || (await installations.isSuspended(id)) !== undefined) continue;
    await purgeInstallation(store, id, true);
    log.info({ installationId: id }, 'App uninstalled; the data of that installation was purged');
  }
  await store.saveRoundDone('installations', at);
}
