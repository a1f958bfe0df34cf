import type { OpenDelivery } from '../db/inbox/delivery.ts';
import { openJob } from '../db/stores/installation-store.ts';
import { day } from '../domain/day.ts';
import { TakenOver } from '../errors/taken-over.ts';
import { doJob } from '../flows/do-job.ts';
import { handleEvent } from '../flows/handle-event.ts';
import type { Store } from '../flows/ports/store.ts';
import type { ConfirmedRepository } from '../flows/ports/stores/repository-store.ts';
import { confirmRepository } from '../flows/upkeep/confirm-repository.ts';
import { redeliverMissed } from '../flows/upkeep/redeliver-missed.ts';
import { rewriteSome } from '../flows/upkeep/rewrite-some.ts';
import { sweepInstallations } from '../flows/upkeep/sweep-installations.ts';
import { readEvent } from '../github/deliveries/read-event.ts';
import type { Handlers } from '../jobs/run-job.ts';
import type { AddressedJob } from '../jobs/subject.ts';
import { inTurn } from '../jobs/tick.ts';
import type { DeliveryOutcome } from '../monitoring/meters.ts';
import type { Parts } from './parts.ts';
import type { Worlds } from './worlds.ts';

/** The handlers of work. Everything may be done twice. */
export interface Work {
  delivery(delivery: OpenDelivery): Promise<Extract<DeliveryOutcome, 'done' | 'ignored' | 'unreadable'>>;
  /** `id`: the job's own, which the log shows. `known`: what is kept of its repository; undefined: it was purged since it was enqueued. */
  job(job: AddressedJob, id: string, known: ConfirmedRepository | undefined): Promise<unknown>;
  /** About once a minute. */
  tick(now: Date): Promise<void>;
}

/** How this process works off the queue. Each delivery is a line of the log: which one, on what, and what became of it. */
export function handlersOf({ app, connection, inbox, meters, store }: Parts, work: Work): Handlers {
  const workDelivery = async (id: string, subject: string) => {
    const delivery = await inbox.open(id);
    const { event, receivedAt } = delivery ?? {};
    const counted = event === undefined ? {} : { event };
    try {
      const outcome = delivery ? await work.delivery(delivery) : 'skipped';
      if (delivery) await inbox.complete(id);
      const lagSeconds = receivedAt && Math.max(0, (Date.now() - receivedAt.getTime()) / 1_000);
      meters.delivery({ ...counted, outcome, ...(lagSeconds !== undefined && { lagSeconds }) });
      app.log.info({ delivery: id, ...counted, subject, outcome, lagSeconds }, 'Delivery worked off');
    } catch (error) {
      meters.delivery({ ...counted, outcome: failureOf(error) });
      throw error;
    }
  };
  const workJob = async (job: AddressedJob, id: string) => {
    try {
      const known = await openJob(connection.database, job);
      const value = known === 'parked' ? undefined : await work.job(job, id, known);
      meters.job({ kind: job.kind, outcome: known === 'parked' ? 'skipped' : 'done' });
      return value;
    } catch (error) {
      meters.job({ kind: job.kind, outcome: failureOf(error) });
      throw error;
    }
  };
  return {
    work: (job, id, subject) => (job.kind === 'delivery' ? workDelivery(job.deliveryId, subject) : workJob(job, id)),
    async gaveUp(job, error) {
      if (job.kind === 'delivery') {
        await inbox.giveUp(job.deliveryId, error);
        meters.delivery({ outcome: 'given-up' });
        return;
      }
      meters.job({ kind: job.kind, outcome: 'given-up' });
      if (job.kind === 'readout') await store.restDue(job.repositoryId, job.number, new Date());
      if (job.kind === 'digest') await store.restDigest(job.repositoryId, job.rhythm, new Date(Date.now() + day));
    },
  };
}

const failureOf = (error: unknown) => (error instanceof TakenOver ? 'taken-over' : 'failed');

/** The handlers, made of flows: in the world of the owner concerned. */
export function workOf(worlds: Worlds, { app, queue }: Parts, appId: number): Work {
  const { store } = worlds.ofAll;
  return {
    async delivery({ id, event: name, payload, known }) {
      const { event, context, problem } = readEvent(name, payload, appId);
      if (problem) app.log.warn({ delivery: id, event: name }, `Delivery could not be read: ${problem}`);
      const { repository } = context;
      const outcome = problem ? 'unreadable' : event ? 'done' : 'ignored';
      if (!repository) {
        await handleEvent(worlds.ofAll, event, context);
        return outcome;
      }
      // Before the owner of a repository is known, nobody can be confined to theirs: after a transfer this row is still
      // the old owner's.
      const kept = known?.repository.id === repository.id ? known : undefined;
      const confirmed = await confirmRepository(worlds.ofAll, repository, kept);
      // The end of a repository concerns the one that we knew.
      const present = confirmed ?? (name === 'repository' ? await store.repository(repository.id) : undefined);
      if (!present) return 'ignored';
      const world = worlds.of(present.ownerId, `delivery ${id}`);
      const { opened, ...others } = context;
      const isNoted = opened !== undefined && (kept?.firstNumber ?? Number.POSITIVE_INFINITY) <= opened.number;
      await handleEvent(world, event, { ...others, repository: present, ...(opened && !isNoted && { opened }) });
      return outcome;
    },
    async job(job, id, known) {
      const confirmed = known && (await confirmRepository(worlds.ofAll, known.repository, known));
      // A sweep finds out itself what has become of it.
      const repository = confirmed ?? (job.kind === 'sweep' ? known?.repository : undefined);
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
