import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import type { PushToken, PushTokens } from '../../flows/ports/pushed.ts';

/** `snd_` and 32 bytes. */
const written = /^Bearer +(snd_[A-Za-z0-9_-]{43})$/i;

/** Parallel queries to the database; tokens that were valid before have a lane of their own. */
const atOnce = 4;
/** Hashes of unknown tokens to remember; more are asked again. */
const mostWaiting = 64;
const remembered = 10_000;
/** An invalid token never becomes valid. */
const badForMs = 3_600_000;

export type Bearer = PushToken | 'refused' | 'crowded';

/**
 * Identifies the sender before the body is read. Nobody learns why a token is invalid, and all take the same path.
 * Made-up tokens hold up nobody with a valid one: they have few queries at a time, and each is asked about once an
 * hour.
 */
export function bearerOf({ good }: PushTokens): (incoming: IncomingMessage) => Promise<Bearer> {
  const wasGood = new LRUCache<string, true>({ max: remembered });
  const isBad = new LRUCache<string, true>({ max: remembered, ttl: badForMs });
  const [known, unknown] = [pLimit(atOnce), pLimit(atOnce)];
  return async ({ headers }) => {
    const token = written.exec(headers.authorization ?? '')?.[1];
    if (token === undefined) return 'refused';
    // Kept by its hash, because memory may end in a dump.
    const hash = createHash('sha256').update(token).digest('base64');
    if (isBad.has(hash)) return 'refused';
    if (!wasGood.has(hash) && unknown.pendingCount >= mostWaiting) return 'crowded';
    const found = await (wasGood.has(hash) ? known : unknown)(() => good(token));
    if (!found) isBad.set(hash, true);
    else wasGood.set(hash, true);
    return found ?? 'refused';
  };
}
