import { pushTokensOf } from '../db/push-tokens.ts';
import { takeLive } from '../flows/commands/take-live.ts';
import { readLive } from '../metrics/push/read-live.ts';
import { readPush } from '../metrics/push/read-push.ts';
import type { PushHandling } from '../web/push/push-routes.ts';
import type { Parts } from './parts.ts';

/** What happens with pushed data, each in the store of the token's owner. */
export const pushing = ({
  connection,
  tenancy,
  queue,
}: Pick<Parts, 'connection' | 'tenancy' | 'queue'>): PushHandling => ({
  tokens: pushTokensOf(connection.database),
  read: readPush,
  storeOf: tenancy.storeOf,
  readLive,
  async takeLive({ id, ownerId }, wish, saidAt) {
    const taken = await takeLive(tenancy.storeOf(ownerId), ownerId, wish, { saidAt, by: `token ${id}` });
    if (taken.kind === 'taken' && taken.isNew) queue.wake();
    return taken;
  },
});
