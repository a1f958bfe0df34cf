import type { OpenDelivery } from '../db/inbox/delivery.ts';
import { parkIfSuspended } from '../db/stores/installation-store.ts';
import { day } from '../domain/day.ts';
import { doJob } from '../flows/do-job.ts';
import { handleEvent } from '../flows/handle-event.ts';
import type { Store } from '../flows/ports/store.ts';
import { confirmRepository } from '../flows/upkeep/confirm-repository.ts';
import { redeliverMissed } from '../flows/upkeep/redeliver-missed.ts';
import { rewriteSome } from '../flows/upkeep/rewrite-some.ts';
import { sweepInstallations } from '../flows/upkeep/sweep-installations.ts';
import { readEvent } from '../github/deliveries/read-event.ts';
import type { Handlers } from '../jobs/run-job.ts';
import type { AddressedJob } from '../jobs/subject.ts';
import { inTurn } from '../jobs/tick.ts';
import type { Parts } from './parts.ts';
import type { Worlds } from './worlds.ts';

/** The handlers of work. Everything may be done twice. */
export interface Work {
  delivery(delivery: OpenDelivery): Promise<unknown>;
  /** `id`: the delivery's own, which the log shows. */
  job(job: AddressedJob, id: string): Promise<unknown>;
  /** About once a minute. */
  tick(now: Date): Promise<void>;
}

/** How this process works off the queue. */
export function handlersOf({ connection, inbox, store }: Parts, work: Work): Handlers {
  return {
    async work(job, id) {
      if (job.kind !== 'delivery')
        return (await parkIfSuspended(connection.database, job)) ? undefined : work.job(job, id);
      const delivery = await inbox.open(job.deliveryId);
      if (!delivery) return undefined;
      const value = await work.delivery(delivery);
      await inbox.complete(delivery.id);
      return value;
    },
    async gaveUp(job, error) {
      if (job.kind === 'delivery') await inbox.giveUp(job.deliveryId, error);
      if (job.kind === 'readout') await store.restDue(job.repositoryId, job.number, new Date());
      if (job.kind === 'digest') await store.restDigest(job.repositoryId, job.rhythm, new Date(Date.now() + day));
    },
  };
}

/** The handlers, made of flows: in the world of the owner concerned. */
export function workOf(worlds: Worlds, { app, queue }: Parts, appId: number): Work {
  const { store } = worlds.ofAll;
  return {
    async delivery({ id, event: name, payload }) {
      const { event, context, problem } = readEvent(name, payload, appId);
      if (problem) app.log.warn({ delivery: id, event: name }, `Delivery could not be read: ${problem}`);
      const { repository } = context;
      if (!repository) return handleEvent(worlds.ofAll, event, context);
      // Before the owner of a repository is known, nobody can be confined to theirs: after a transfer this row is still
      // the old owner's.
      const confirmed = await confirmRepository(worlds.ofAll, repository);
      // The end of a repository concerns the one that we knew.
      const present = confirmed ?? (name === 'repository' ? await store.repository(repository.id) : undefined);
      if (!present) return;
      const world = worlds.of(present.ownerId, `delivery ${id}`);
      await handleEvent(world, event, { ...context, repository: present });
    },
    async job(job, id) {
      const known = await store.repository(job.repositoryId);
      // Purged since it was enqueued: there is nothing left to do.
      const confirmed = known && (await confirmRepository(worlds.ofAll, known));
      // A sweep finds out itself what has become of it.
      const repository = confirmed ?? (job.kind === 'sweep' ? known : undefined);
      return repository && doJob(worlds.of(repository.ownerId, `job ${id}`), repository, job);
    },
    tick: inTurn(
      [
        (now) => sendDue(store, now),
        (now) => sendSweeps(store, queue, now),
        (now) => sendDigests(store, now),
        () => rewriteSome(worlds.ofAll),
        () => redeliverMissed(worlds.ofAll),
        () => sweepInstallations(worlds.ofAll),
      ],
      app.log,
    ),
  };
}

const sweepEveryMs = 24 * 3_600_000;

/** A minute's share: more than an installation may post. */
const mostReadouts = 200;

/** A minute's share: an organisation's thousand repositories are swept within an hour. */
const mostSweeps = 20;

function sendDue(store: Store, now: Date): Promise<void> {
  return store.transaction(async (tx) => {
    for (const due of await tx.claimDue(now, mostReadouts)) await tx.enqueue({ kind: 'readout', ...due });
  });
}

/** A minute's share: most are due at the same hour of a Monday. */
const mostDigests = 50;

function sendDigests(store: Store, now: Date): Promise<void> {
  return store.transaction(async (tx) => {
    for (const due of await tx.claimDigests(now, mostDigests)) await tx.enqueue({ kind: 'digest', ...due });
  });
}

async function sendSweeps(store: Store, queue: Parts['queue'], now: Date): Promise<void> {
  for (const { repositoryId, since } of await store.claimSweeps(
    now,
    new Date(now.getTime() - sweepEveryMs),
    mostSweeps,
  ))
    await queue.send({ kind: 'sweep', repositoryId, since: since.toISOString() });
}
