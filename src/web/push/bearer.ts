import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import type { PushToken, PushTokens } from '../../flows/ports/pushed.ts';

/** `snd_` and 32 bytes. */
const written = /^Bearer +(snd_[A-Za-z0-9_-]{43})$/i;

/** Questions to the database at once: those about tokens that were good before have a lane of their own. */
const atOnce = 4;
/** Of tokens that nobody knows yet; more come again. */
const mostWaiting = 64;
const remembered = 10_000;
/** A token that is not good never becomes so. */
const badForMs = 3_600_000;

export type Bearer = PushToken | 'refused' | 'crowded';

/**
 * Who asks, before anything of the body is read. Why a token is not good nobody hears, and all of them take the same way. Tokens that are made up keep
 * no one waiting who has a good one: they have few questions at once, and each is asked about once an hour.
 */
export function bearerOf({ good }: PushTokens): (incoming: IncomingMessage) => Promise<Bearer> {
  const wasGood = new LRUCache<string, true>({ max: remembered });
  const isBad = new LRUCache<string, true>({ max: remembered, ttl: badForMs });
  const [known, unknown] = [pLimit(atOnce), pLimit(atOnce)];
  return async ({ headers }) => {
    const token = written.exec(headers.authorization ?? '')?.[1];
    if (token === undefined) return 'refused';
    // Kept by its hash: what is in memory may end in a dump.
    const hash = createHash('sha256').update(token).digest('base64');
    if (isBad.has(hash)) return 'refused';
    if (!wasGood.has(hash) && unknown.pendingCount >= mostWaiting) return 'crowded';
    const found = await (wasGood.has(hash) ? known : unknown)(() => good(token));
    if (!found) isBad.set(hash, true);
    else wasGood.set(hash, true);
    return found ?? 'refused';
  };
}
