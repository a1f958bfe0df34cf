import { day } from '../domain/day.ts';
import type { World } from './ports.ts';

const minute = 60_000;
const everyMs = 5 * minute;
/** GitHub keeps deliveries for about three days (facts 15). */
const keptDays = 3;
/** One that was refused so often is refused for a reason that another try does not change. */
const mostAttempts = 4;
/** An attempt that is just under way has no answer yet. */
const patienceMs = 2 * minute;
/** Of one round; the next one goes on. */
const mostAtOnce = 200;

/**
 * Deliveries that did not reach us, because we were down or the network was, are asked for again: GitHub does not try twice by itself. Those
 * that did reach us although their answer got lost are known by their guid.
 */
export async function redeliverMissed({ hook, store, log, now }: World): Promise<number> {
  const at = now();
  const last = await store.claimRound('deliveries', at, new Date(at.getTime() - everyMs));
  if (!last) return 0;
  const oldest = new Date(at.getTime() - keptDays * day);
  // Some overlap: a delivery may fail after its round has passed.
  const since = new Date(Math.max(oldest.getTime(), last.getTime() - 60 * minute));
  const missed = (await hook.missed(since)).filter(
    ({ latest, attempts }) => attempts < mostAttempts && at.getTime() - latest.getTime() >= patienceMs,
  );
  const known = new Set(await store.knownDeliveries(missed.map(({ guid }) => guid)));
  const wanted = missed.filter(({ guid }) => !known.has(guid)).slice(0, mostAtOnce);
  for (const { id } of wanted) await hook.redeliver(id);
  if (wanted.length > 0) log.info({ deliveries: wanted.length }, 'Deliveries that did not arrive are asked for again');
  return wanted.length;
}
