import { day } from '../../domain/day.ts';
import type { SentDelivery } from '../ports/hook.ts';
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
  /** How long after its latest attempt one is asked for that was never taken in; undefined: not in this round. */
  rest(attempts: number): number | undefined;
  /** And one that was, but is not in the database. */
  restOfTaken?: number;
}

const lost: Round = {
  ...{ name: 'deliveries', every: 5 * minute },
  // Some overlap: a delivery may fail after its round has passed. It is longer than the rests together.
  from: (done) => done - hour,
  rest: (attempts) => rests[attempts - 1],
  restOfTaken: 2 * minute,
};

/** Time alone does not change why they were refused, but somebody may: a wrong secret is put right within a day or two. */
const refused: Round = {
  ...{ name: 'refused deliveries', every: 6 * hour },
  from: () => 0,
  rest: (attempts) => (attempts > rests.length ? 5 * hour : undefined),
};

/**
 * Deliveries that did not reach us, because we were down or the network was, are asked for again: GitHub does not try twice by itself. Those
 * that did reach us although their answer got lost are known by their guid. One that was answered and is not known was forgotten: the database has
 * failed over to a copy that lagged behind, or something between GitHub and us answers in our place. It is asked for again, once.
 */
export async function redeliverMissed(world: World): Promise<number> {
  return (await doRound(world, lost)) + (await doRound(world, refused));
}

async function doRound(
  { hook, store, log, now }: World,
  { name, every, from, rest, restOfTaken }: Round,
): Promise<number> {
  const at = now().getTime();
  if (!(await store.claimRound(name, new Date(at), new Date(at - every)))) return 0;
  const done = await store.roundDone(name, new Date(at));
  const since = Math.max(from(done.getTime()), at - keptMs);
  const restOf = ({ taken, attempts }: SentDelivery) =>
    (taken === 0 ? rest(attempts) : taken === 1 ? restOfTaken : undefined) ?? Number.POSITIVE_INFINITY;
  const due = (await hook.sent(new Date(since))).filter((one) => at - one.latest.getTime() >= restOf(one));
  const known = new Map(
    (await store.knownDeliveries(due.map(({ guid }) => guid))).map(({ guid, isGivenUp }) => [guid, isGivenUp]),
  );
  const wanted = due.filter(({ guid, taken }) => {
    const isGivenUp = known.get(guid);
    return isGivenUp === undefined || (isGivenUp && taken === 0);
  });
  const forgotten = wanted.filter(({ taken }) => taken > 0);
  if (forgotten.length > 0) {
    log.warn(
      { deliveries: forgotten.length },
      'Deliveries that were answered are not in the database; looking on GitHub for what was written since',
    );
    const repositories = forgotten.flatMap(({ repositoryId }) => repositoryId ?? []);
    await store.beginMemory(new Date(at), [...new Set(repositories)]);
  }
  // The oldest first; but those that are refused every time must not keep others waiting.
  wanted.sort((one, other) => one.attempts - other.attempts);
  const left = wanted.splice(mostAtOnce);
  for (const { id } of wanted) await hook.redeliver(id);
  if (wanted.length > 0) log.info({ deliveries: wanted.length }, 'Deliveries that did not arrive were requested again');
  // Only now: what a round did not come to, because it failed or its server ended, is left to the next.
  await store.saveRoundDone(name, new Date(Math.min(at, ...left.map((one) => one.at.getTime()))));
  return wanted.length;
}
