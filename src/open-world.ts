import { setTimeout as pause } from 'node:timers/promises';
import type { Env } from './env.ts';
import { confirmRepository } from './flows/confirm-repository.ts';
import { handleOccurrence } from './flows/handle-occurrence.ts';
import type { Store, World } from './flows/ports.ts';
import { redeliverMissed } from './flows/redeliver-missed.ts';
import { rewriteSome } from './flows/rewrite-some.ts';
import { runJob } from './flows/run-job.ts';
import { sweepInstallations } from './flows/sweep-installations.ts';
import { appIdentity } from './github/app-identity.ts';
import { budgetedForge, guestForge } from './github/budget-writes.ts';
import { githubForge } from './github/forge.ts';
import { githubHook } from './github/hook.ts';
import { githubInstallations } from './github/installations.ts';
import { mapLoader } from './github/load-outcome-map.ts';
import { onWhoseAccount } from './github/on-whose-account.ts';
import { outcomeMaps, recentMaps } from './github/outcome-maps.ts';
import { rateWatch } from './github/rate-watch.ts';
import { readOccurrence } from './github/read-occurrence.ts';
import { appRequestsOf } from './github/requests.ts';
import { inTurn } from './jobs/tick.ts';
import { metricReader } from './metrics/metric-reader.ts';
import { readSourcesFile } from './metrics/read-sources-file.ts';
import { recentReadings } from './metrics/recent-readings.ts';
import type { Sources } from './metrics/sources.ts';
import { OperatorMistakes } from './operator-mistakes.ts';
import type { Parts, Work } from './wiring.ts';

/** The worlds that the flows act in, joined of their real parts. */
export interface Worlds {
  /** Sees all owners: for taking in what is not known yet, and for finding what is due. */
  ofAll: World;
  /** Sees what is of one owner, and nothing else. `cause`: what the work is done for. */
  of(ownerId: number, cause: string): World;
}

/** `patient`: what exceeds the write budget is waited for. */
export function openWorlds(parts: Parts, env: Env, sources: Sources, patient = false): Worlds {
  const { analyst, app, budget, firstOwners, tenancy } = parts;
  const { log, octokitFor, octokitForApp } = app;
  const now = () => new Date();
  const watch = rateWatch();
  const identity = appIdentity(env.appId, octokitForApp);
  const direct = githubForge({ octokitFor, log, now, watch, identity, beforeWrite: tenancy.assertHeld });
  const forge = budgetedForge(direct, { budget, watch, now, ...(patient && { wait: pause }) });
  const accounts = onWhoseAccount(forge, guestForge(direct, { budget, watch, now }), now);
  const asApp = appRequestsOf(octokitForApp, { log, now });
  const [hook, installations] = [githubHook(asApp), githubInstallations(asApp)];
  for (const [source, { owners }] of sources)
    if (!owners) log.warn({ source }, 'A source has no `owners`: every owner that installs the app may use it');
  const metrics = recentReadings(metricReader({ sources, log, firstOwners }));
  const load = mapLoader(forge);
  const recent = recentMaps();
  const within = (store: Store, cause: string): World => ({
    cause,
    analyst,
    forge,
    ...accounts,
    hook,
    installations,
    metrics,
    maps: outcomeMaps({ forge, load, recent, store, log }),
    store,
    log,
    now,
  });
  return {
    ofAll: within(parts.store, 'what is done every minute'),
    of: (ownerId, cause) => within(tenancy.storeOf(ownerId), cause),
  };
}

/** The operator's file of sources; its problems end the start, each named with its line. */
export async function openSources({ sources: { path, required }, variables }: Env): Promise<Sources> {
  const read = await readSourcesFile({ path, required, environment: variables });
  if ('sources' in read) return read.sources;
  const problems = read.problems.map(
    ({ file, line, column, what, expected }) => `${file}:${line}:${column}: ${what}, expected: ${expected}`,
  );
  throw new OperatorMistakes('the file of sources has problems', problems);
}

/** What is done with work, by the flows: in the world of the owner whom it concerns. */
export function workOf(worlds: Worlds, { app, queue }: Parts, appId: number): Work {
  const { store } = worlds.ofAll;
  return {
    async delivery({ id, event, payload }) {
      const { occurrence, circumstances, problem } = readOccurrence(event, payload, appId);
      if (problem) app.log.warn({ delivery: id, event }, `a delivery could not be read: ${problem}`);
      const { repository } = circumstances;
      if (!repository) return handleOccurrence(worlds.ofAll, occurrence, circumstances);
      // Before it is known whose a repository is, nobody can be kept to what is theirs: after a transfer this row is still the old owner's.
      const confirmed = await confirmRepository(worlds.ofAll, repository);
      // What becomes of one that is gone is told of the one that we knew.
      const present = confirmed ?? (event === 'repository' ? await store.repository(repository.id) : undefined);
      if (!present) return;
      const world = worlds.of(present.ownerId, `delivery ${id}`);
      await handleOccurrence(world, occurrence, { ...circumstances, repository: present });
    },
    async job(job, id) {
      const known = await store.repository(job.repositoryId);
      // Purged since it was enqueued: there is nothing left to do, and nobody to do it for.
      const confirmed = known && (await confirmRepository(worlds.ofAll, known));
      // A sweep finds out itself what has become of it.
      const repository = confirmed ?? (job.kind === 'sweep' ? known : undefined);
      return repository && runJob(worlds.of(repository.ownerId, `job ${id}`), repository, job);
    },
    tick: inTurn(
      [
        (now) => sendDue(store, now),
        (now) => sendSweeps(store, queue, now),
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
/** A minute's share: an organisation's thousand repositories are swept in the course of an hour. */
const mostSweeps = 20;

function sendDue(store: Store, now: Date): Promise<void> {
  return store.transaction(async (tx) => {
    for (const due of await tx.claimDue(now, mostReadouts)) await tx.enqueue({ kind: 'readout', ...due });
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
