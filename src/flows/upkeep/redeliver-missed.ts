import { day } from '../../domain/day.ts';
import type { World } from '../ports/world.ts';

const minute = 60_000;
const hour = 60 * minute;
/** GitHub keeps deliveries for about three days (facts 15). */
const keptMs = 3 * day;
/** Of one round; the next one goes on. */
const mostAtOnce = 200;
/** From the first, second and third attempt to the next: one that is under way has no answer yet, and a server that has too much to do needs rest. */
const rests = [2 * minute, 8 * minute, 32 * minute];

/** All in milliseconds. */
interface Round {
  name: string;
  every: number;
  /** From when on deliveries are looked at, by when all before was done. */
  from(done: number): number;
  /** How long after its latest attempt one is asked for; undefined: not in this round. */
  rest(attempts: number): number | undefined;
}

const lost: Round = {
  ...{ name: 'deliveries', every: 5 * minute },
  // Some overlap: a delivery may fail after its round has passed. It is longer than the rests together.
  from: (done) => done - hour,
  rest: (attempts) => rests[attempts - 1],
};

/** Time alone does not change why they were refused, but somebody may: a wrong secret is put right within a day or two. */
const refused: Round = {
  ...{ name: 'refused deliveries', every: 6 * hour },
  from: () => 0,
  rest: (attempts) => (attempts > rests.length ? 5 * hour : undefined),
};

/**
 * Deliveries that did not reach us, because we were down or the network was, are asked for again: GitHub does not try twice by itself. Those
 * that did reach us although their answer got lost are known by their guid.
 */
export async function redeliverMissed(world: World): Promise<number> {
  return (await doRound(world, lost)) + (await doRound(world, refused));
}

async function doRound({ hook, store, log, now }: World, { name, every, from, rest }: Round): Promise<number> {
  const at = now().getTime();
  if (!(await store.claimRound(name, new Date(at), new Date(at - every)))) return 0;
  const done = await store.roundDone(name, new Date(at));
  const since = Math.max(from(done.getTime()), at - keptMs);
  const missed = (await hook.missed(new Date(since))).filter(
    ({ latest, attempts }) => at - latest.getTime() >= (rest(attempts) ?? Number.POSITIVE_INFINITY),
  );
  const known = new Set(await store.knownDeliveries(missed.map(({ guid }) => guid)));
  const wanted = missed.filter(({ guid }) => !known.has(guid));
  // The oldest first; but those that are refused every time must not keep others waiting.
  wanted.sort((one, other) => one.attempts - other.attempts);
  const left = wanted.splice(mostAtOnce);
  for (const { id } of wanted) await hook.redeliver(id);
  if (wanted.length > 0) log.info({ deliveries: wanted.length }, 'Deliveries that did not arrive were requested again');
  // Only now: what a round did not come to, because it failed or its server ended, is left to the next.
  await store.saveRoundDone(name, new Date(Math.min(at, ...left.map((one) => one.at.getTime()))));
  return wanted.length;
}
