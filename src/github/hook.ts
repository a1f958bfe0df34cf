import type { Hook, SentDelivery } from '../flows/ports/hook.ts';
import { unlessAbsent } from './requests/absent.ts';
import type { AppRequests } from './requests/requests.ts';

/** Pages of a hundred attempts; GitHub keeps three days. */
const mostPages = 200;

/**
 * Deliveries of the app's own webhook, asked with the app's JWT (facts 15). GitHub lists attempts, newest first, and
 * retries nothing by itself. All attempts of a delivery share its guid.
 */
export function githubHook(requests: AppRequests): Hook {
  return {
    async sent(since) {
      const attempts = await attemptsSince(requests, since);
      const byGuid = Map.groupBy(attempts, ({ guid }) => guid);
      return [...byGuid.values()].flatMap(sentOf).sort((a, b) => a.at.getTime() - b.at.getTime());
    },
    async redeliver(id) {
      // Gone since: GitHub no longer has its payload.
      const request = await requests();
      await unlessAbsent(request('POST /app/hook/deliveries/{delivery_id}/attempts', { delivery_id: id }));
    },
  };
}

export interface Attempt {
  id: number;
  guid: string;
  repositoryId?: number;
  at: Date;
  taken: boolean;
  /** The status of the answer, 0 if there was none, and GitHub's words for it. */
  code: number;
  told: string;
  /** Somebody asked for it. */
  again: boolean;
}

/** Newest first. */
export async function attemptsSince(requests: AppRequests, since: Date, most = mostPages): Promise<Attempt[]> {
  const request = await requests();
  const attempts: Attempt[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < most; page++) {
    const query = { per_page: 100, ...(cursor ? { cursor } : {}) };
    const answer = await unlessAbsent(request('GET /app/hook/deliveries', query));
    // Older GitHub Enterprise servers do not keep them.
    if (!answer) break;
    const { data, headers } = answer;
    const read = data.map(({ id, guid, delivered_at, status, status_code, redelivery, repository_id }) => ({
      id: Number(id),
      guid,
      ...(repository_id ? { repositoryId: Number(repository_id) } : {}),
      at: new Date(delivered_at),
      taken: status_code >= 200 && status_code < 300,
      code: status_code,
      told: status,
      again: redelivery,
    }));
    attempts.push(...read.filter(({ at }) => at >= since));
    cursor = nextCursor(headers.link);
    if (!cursor || read.some(({ at }) => at < since)) break;
  }
  return attempts;
}

function nextCursor(link: string | undefined): string | undefined {
  const next = /<([^>]+)>;\s*rel="next"/.exec(link ?? '')?.[1];
  return (next && new URL(next).searchParams.get('cursor')) ?? undefined;
}

function sentOf(attempts: Attempt[]): SentDelivery[] {
  const [latest] = attempts;
  const first = attempts.at(-1);
  // If its first attempt is older than the list, the number of attempts is unknown.
  if (!latest || !first || first.again) return [];
  const { id, guid, repositoryId } = latest;
  const taken = attempts.filter((one) => one.taken).length;
  const about = { id, guid, ...(repositoryId === undefined ? {} : { repositoryId }) };
  return [{ ...about, at: first.at, latest: latest.at, attempts: attempts.length, taken }];
}
