import type { DatabaseConnection } from '../../../src/db/connect.ts';
import { createStore } from '../../../src/db/stores/store.ts';
import type { PullRequest } from '../../../src/domain/gate/facts.ts';
import { outcomeMapOf, readOutcomeMap } from '../../../src/domain/outcome-map/read-outcome-map.ts';
import type { Repository } from '../../../src/domain/repository.ts';
import { doJob } from '../../../src/flows/do-job.ts';
import { evaluatePullRequest } from '../../../src/flows/gate/evaluate-pull-request.ts';
import type { Job } from '../../../src/flows/ports/job.ts';
import type { Notice } from '../../../src/flows/ports/outlets.ts';
import type { World } from '../../../src/flows/ports/world.ts';
import { analystHere } from './analyst-here.ts';
import { FakeForge } from './fake-forge.ts';
import { FakeHook, FakeInstallations } from './fake-hook.ts';
import { betOn, mapOf } from './map-of.ts';
import { silent } from './silent-log.ts';

const repository: Repository = {
  id: 501,
  ownerId: 7,
  owner: 'acme',
  name: 'shop',
  defaultBranch: 'main',
  private: true,
  installationId: 1001,
};

const day = 86_400_000;

let repositories = 0;

export type OpenedWorld = Awaited<ReturnType<typeof openWorld>>;

/** A world with a repository of its own, so that tests can share a database, which takes a while to open. */
export async function openWorld({ database }: DatabaseConnection, mapText = mapOf()) {
  const jobs: Job[] = [];
  const notices: Notice[] = [];
  const putOff: { job: Job; after: Date }[] = [];
  const store = createStore(database, async (job, _, __, after) => {
    if (after) putOff.push({ job, after });
    else jobs.push(job);
  });
  repositories += 1;
  const shop: Repository = {
    ...repository,
    id: repository.id + repositories,
    ownerId: repository.ownerId + repositories,
  };
  // As long as there has been a repository.
  await store.rememberRepository(shop, new Date(0));
  await store.noteOpened(shop.id, 1, new Date(1));
  await store.rememberRepository(shop);
  const read = readOutcomeMap('soundings.yml', mapText);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  const made = outcomeMapOf(read.document);
  if ('problems' in made) throw new Error(JSON.stringify(made.problems));
  const forge = new FakeForge();
  const hook = new FakeHook();
  const installations = new FakeInstallations();
  let now = new Date('2026-11-03T10:00:00Z');
  const world: World = {
    cause: 'delivery 72d3162e-cc78-11e3-81ab-4c9367dc0958',
    analyst: analystHere,
    forge,
    forgeOf: () => forge,
    isGuest: async (of, login) => !forge.mayWrite(of, login),
    hook,
    installations,
    outlets: { tell: async (_, notice) => void notices.push(notice) },
    store,
    log: silent,
    now: () => now,
    maps: {
      inForce: async () => ({ kind: 'valid', map: made.map, version: 'v1', home: { name: 'shop' } }),
      lately: (repository) => world.maps.inForce(repository),
      proposedAt: async () => undefined,
    },
    metrics: {
      async read({ from, to }) {
        const samples = [];
        for (let t = Math.ceil(from.getTime() / day) * day; t + day <= to.getTime(); t += day)
          samples.push({ t, value: 1000 + ((t / day) % 7) * 20 + ((t / day) % 11) });
        return { kind: 'samples', series: { bucket: 'day', samples } };
      },
    },
  };
  return {
    world,
    shop,
    forge,
    hook,
    installations,
    store,
    jobs,
    /** What was told to people's own systems. */
    notices,
    /** Jobs that nobody is to begin before their time. */
    putOff,
    /** An event of a pull request, and the forecast that it puts into the queue; other jobs stay in `jobs`. */
    async evaluate(number: number, of = shop) {
      await evaluatePullRequest(world, of, number);
      const isMine = (job: Job) => job.kind === 'forecast' && job.number === number && job.repositoryId === of.id;
      const mine = jobs.filter(isMine);
      jobs.splice(0, jobs.length, ...jobs.filter((job) => !isMine(job)));
      for (const job of mine) if (job.kind === 'forecast') await doJob(world, of, job);
    },
    setNow: (instant: string) => (now = new Date(instant)),
  };
}

export const pullRequest = (changed: Partial<PullRequest> = {}): PullRequest => ({
  number: 12,
  title: 'Ask for less',
  body: betOn(),
  url: 'https://github.com/acme/shop/pull/12',
  author: { id: 3, login: 'ben' },
  state: 'open',
  draft: false,
  merged: false,
  headSha: 'a'.repeat(40),
  headRef: 'less',
  fromFork: false,
  baseRef: 'main',
  labels: [],
  updatedAt: new Date('2026-11-03T09:00:00Z'),
  ...changed,
});
