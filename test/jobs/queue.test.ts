import { isDeepStrictEqual } from 'node:util';
import { sql } from 'drizzle-orm';
import type { JobWithMetadata } from 'pg-boss';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { DatabaseConnection } from '../../src/db/connect.ts';
import { TakenOver } from '../../src/errors/taken-over.ts';
import type { Job } from '../../src/flows/ports/job.ts';
import type { Log } from '../../src/flows/ports/log.ts';
import { type Queue, startQueue } from '../../src/jobs/queue.ts';
import { runJob } from '../../src/jobs/run-job.ts';
import type { AddressedJob } from '../../src/jobs/subject.ts';
import { onBothDatabases } from '../stage/database/databases.ts';
import { rowsOf } from '../stage/database/rows.ts';
import { within } from '../stage/run/crowding.ts';
import { silent } from '../stage/world/silent-log.ts';

const evaluate = (number: number, repositoryId = 1): AddressedJob => ({ kind: 'evaluate', repositoryId, number });
const readout = (number: number, runId?: string): AddressedJob => ({
  kind: 'readout',
  repositoryId: 1,
  number,
  ...(runId && { runId }),
});
const none = async () => {};

onBothDatabases((databases) => {
  let connection: DatabaseConnection;
  const open = new Set<Queue>();
  const newQueue = async () => {
    const queue = await startQueue(connection, silent);
    open.add(queue);
    return queue;
  };
  const drain = async (queue: Queue, patienceMs = 20_000) => {
    if (!open.delete(queue)) return;
    await queue.rest(patienceMs);
    await queue.close();
  };
  beforeAll(async () => {
    connection = await databases.migrated();
  });
  // What a test left in the queue is not for the next one.
  afterEach(async () => {
    await Promise.all([...open].map((queue) => drain(queue, 0)));
    await connection.database.execute(sql`delete from pgboss.job`);
  });

  test('jobs are counted by state, with how long the first of them has been in it', async () => {
    const queue = await newQueue();
    expect(await queue.load()).toEqual([]);
    await queue.send(evaluate(1));
    await queue.send(evaluate(2), undefined, undefined, new Date(Date.now() + 3_600_000));
    await queue.send(evaluate(3));
    await connection.database.execute(
      sql`update pgboss.job set state = 'active', created_on = now() - interval '1 hour', started_on = now() - interval '90 s'
          where singleton_key = 'repo:1#3'`,
    );
    const soon = expect.closeTo(0, -1.5);
    expect((await queue.load()).sort((one, other) => one.state.localeCompare(other.state))).toEqual([
      { state: 'active', count: 1, oldestSeconds: expect.closeTo(90, -1.5) },
      { state: 'postponed', count: 1, oldestSeconds: soon },
      { state: 'waiting', count: 1, oldestSeconds: soon },
    ]);
  });

  test('a job put in within a transaction is there when that commits, and not when it does not', async () => {
    const queue = await newQueue();
    const worked: Job[] = [];
    await queue.work({ work: async (job) => worked.push(job), gaveUp: none });
    const { database } = connection;
    await database
      .transaction(async (within) => {
        await queue.send(evaluate(1), within);
        throw new Error('no');
      })
      .catch(none);
    await database.transaction((within) => queue.send(evaluate(2), within));
    queue.wake();
    await vi.waitUntil(() => worked.length > 0, within(20));
    await queue.untilIdle();
    expect(worked).toEqual([evaluate(2)]);
  });

  test('what people said is put in, whatever it is', async () => {
    const queue = await newQueue();
    const worked: Job[] = [];
    const said = (evidence: string): AddressedJob => ({
      ...{ kind: 'hypothesis', repositoryId: 1, number: 42 },
      change: { state: 'validated', by: 'ann', at: '2026-11-03T10:00:00.000Z', evidence },
    });
    await queue.send(said('half \ud83d of a pair, \u0000, \\u0000, 😀'));
    // The second time it waits already.
    await queue.send(said('half \ud83d of a pair, \u0000, \\u0000, 😀'));
    await queue.work({ work: async (job) => worked.push(job), gaveUp: none });
    queue.wake();
    await vi.waitUntil(() => worked.length > 0, within(20));
    await queue.untilIdle();
    expect(worked).toEqual([said('half \ufffd of a pair, \ufffd, \\u0000, 😀')]);
  });

  test('one at a time for a subject, side by side for several', async () => {
    const queue = await newQueue();
    const subjects = [1, 2, 3];
    // Told apart by their run, since a job that waits already is not put in again.
    for (const run of ['a', 'b', 'c']) for (const number of subjects) await queue.send(readout(number, run));
    const inWork = new Map<number, string>();
    const order: string[] = [];
    let mostAtOnce = 0;
    const meeting = Promise.withResolvers<void>();
    await queue.work({
      async work(job) {
        const { number, runId = '' } = job as Extract<Job, { kind: 'readout' }>;
        expect(inWork.get(number)).toBeUndefined();
        inWork.set(number, runId);
        order.push(`${number}${runId}`);
        mostAtOnce = Math.max(mostAtOnce, inWork.size);
        // The first of each subject go on only once they have met.
        if (inWork.size === subjects.length) meeting.resolve();
        await meeting.promise;
        inWork.delete(number);
      },
      gaveUp: none,
    });
    await vi.waitUntil(() => order.length === 9, within(20));
    expect(mostAtOnce).toBe(3);
    for (const number of subjects) {
      expect(order.filter((one) => one.startsWith(`${number}`))).toEqual([`${number}a`, `${number}b`, `${number}c`]);
    }
  });

  test('what one transaction puts in for a subject is worked off in the order in which it was put in', async () => {
    const queue = await newQueue();
    const wanted = Array.from({ length: 8 }, (_, index) => readout(1, `${index}`));
    await connection.database.transaction(async (within) => {
      for (const job of wanted) await queue.send(job, within);
    });
    const worked: Job[] = [];
    await queue.work({ work: async (job) => worked.push(job), gaveUp: none });
    await vi.waitUntil(() => worked.length === wanted.length, within(20));
    expect(worked).toEqual(wanted);
  });

  test('the same job is not put in twice while it waits; while it runs it is', async () => {
    const queue = await newQueue();
    const worked: Job[] = [];
    const gate = Promise.withResolvers<void>();
    await queue.send(evaluate(1));
    await queue.send(evaluate(1));
    await queue.send(evaluate(2));
    await queue.send(evaluate(1, 2));
    await queue.send(readout(1));
    await queue.send(readout(1, 'run'));
    await queue.work({
      async work(job) {
        worked.push(job);
        if (job.kind === 'evaluate' && job.number === 2) await gate.promise;
      },
      gaveUp: none,
    });
    await vi.waitUntil(() => worked.length === 5, within(20));
    await queue.send(evaluate(2));
    gate.resolve();
    queue.wake();
    await vi.waitUntil(() => worked.length === 6, within(20));
    await queue.untilIdle();
    const count = (job: Job) => worked.filter((one) => isDeepStrictEqual(one, job)).length;
    expect([evaluate(1), evaluate(2), evaluate(1, 2), readout(1), readout(1, 'run')].map(count)).toEqual([
      1, 2, 1, 1, 1,
    ]);
  });

  if (databases.kind === 'postgres')
    test('two transactions that count on the same waiting jobs, in opposite order, do not wait for one another', async () => {
      const queue = await newQueue();
      for (const one of [1, 2]) await queue.send(evaluate(one));
      const both = Promise.withResolvers<void>();
      let begun = 0;
      const counting = (...numbers: [number, number]) =>
        connection.database.transaction(async (within) => {
          await queue.send(evaluate(numbers[0]), within);
          begun += 1;
          if (begun === 2) both.resolve();
          await both.promise;
          await queue.send(evaluate(numbers[1]), within);
        });
      await Promise.all([counting(1, 2), counting(2, 1)]);
      const worked = new Set<string>();
      await queue.work({ work: async (job) => worked.add(JSON.stringify(job)), gaveUp: none });
      await queue.untilIdle();
      expect(worked.size).toBe(2);
    });

  test('a job that waits does not start before the transaction that counts on it has committed', async () => {
    const queue = await newQueue();
    await connection.database.execute(sql`create table state (value int)`);
    await queue.send(evaluate(1));
    const seen: number[] = [];
    await connection.database.transaction(async (within) => {
      await within.execute(sql`insert into state values (1)`);
      await queue.send(evaluate(1), within);
      if (databases.kind === 'embedded') return;
      // The workers look, and must pass it by.
      const replica = await newQueue();
      const work = async () => {
        seen.push((await connection.database.select().from(sql`state`)).length);
      };
      await replica.work({ work, gaveUp: none });
      // Time enough for them to look.
      for (let time = 0; time < 50; time += 1) await replica.ping();
    });
    await queue.work({
      work: async () => {
        seen.push((await connection.database.select().from(sql`state`)).length);
      },
      gaveUp: none,
    });
    await vi.waitUntil(() => seen.length > 0, within(20));
    await queue.untilIdle();
    expect(seen).toEqual([1]);
  });

  test.runIf(databases.kind === 'embedded')(
    'what the end of the process cut off begins again when what it asked of GitHub is over',
    async () => {
      const queue = await newQueue();
      await queue.send(evaluate(1));
      await queue.send(evaluate(2));
      await connection.database.execute(
        sql`update pgboss.job set state = 'active', started_on = now(), heartbeat_on = now() where singleton_key = 'repo:1#1'`,
      );
      await newQueue();
      const jobs = await rowsOf(
        connection,
        sql`select singleton_key as subject, state::text, round(extract(epoch from start_after - now()))::int as seconds
            from pgboss.job order by 1`,
      );
      expect(jobs).toEqual([
        { subject: 'repo:1#1', state: 'retry', seconds: expect.closeTo(10, -0.5) },
        { subject: 'repo:1#2', state: 'created', seconds: expect.closeTo(0, -0.5) },
      ]);
    },
  );

  test('what fails is tried again, and holds back only its own subject', async () => {
    const queue = await newQueue();
    const worked: string[] = [];
    await queue.send(readout(1, 'a'));
    await queue.send(readout(1, 'b'));
    await queue.send(readout(2, 'c'));
    await queue.work({
      async work(job) {
        const { runId } = job as { runId: string };
        worked.push(runId);
        if (runId === 'a' && worked.filter((one) => one === 'a').length === 1) throw new Error('once');
      },
      gaveUp: none,
    });
    await vi.waitUntil(() => worked.includes('b'), within(20));
    expect(worked.filter((one) => one !== 'c')).toEqual(['a', 'a', 'b']);
    expect(worked.indexOf('c')).toBeLessThan(worked.indexOf('b'));
  });

  test('a fault of ours is tried once: what comes after it on its subject goes on', async () => {
    const queue = await newQueue();
    const worked: string[] = [];
    const given: Job[] = [];
    await queue.send(readout(1, 'a'));
    await queue.send(readout(1, 'b'));
    await queue.work({
      async work(job) {
        const { runId } = job as { runId: string };
        worked.push(runId);
        if (runId === 'a') throw new TypeError('one.unit.toLowerCase is not a function');
      },
      gaveUp: async (job) => void given.push(job),
    });
    await vi.waitUntil(() => worked.includes('b'), within(20));
    expect(worked).toEqual(['a', 'b']);
    expect(given).toEqual([readout(1, 'a')]);
  });

  test('awaited jobs: each outcome in its place, what fails is told', async () => {
    const queue = await newQueue();
    const given: Job[] = [];
    const settled: number[] = [];
    await queue.work({
      async work(job) {
        const { number } = job as Extract<Job, { kind: 'readout' }>;
        if (number === 2) throw new Error('no such metric');
        return number === 3 ? undefined : { verdict: 'moved', note: 'nul \u0000, half a pair \ud800' };
      },
      gaveUp: async (job) => void given.push(job),
    });
    const outcomes = await queue.enqueueAndWait([readout(1, 'r'), readout(2, 'r'), readout(3, 'r')], (count) => {
      settled.push(count);
    });
    expect(outcomes).toEqual([
      { kind: 'done', value: { verdict: 'moved', note: 'nul \u0000, half a pair \ud800' } },
      { kind: 'failed', error: 'Error: no such metric' },
      { kind: 'done', value: undefined },
    ]);
    expect(given).toEqual([readout(2, 'r')]);
    expect(settled).toEqual([1, 2, 3]);
  });

  test('draining: what runs is finished, what waits stays for the next one', async () => {
    const queue = await newQueue();
    const begun = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const worked: string[] = [];
    const runs = Array.from({ length: 20 }, (_, index) => `run ${index}`);
    const note = (job: Job) => worked.push((job as { runId: string }).runId);
    for (const run of runs) await queue.send(readout(1, run));
    await queue.work({
      async work(job) {
        begun.resolve();
        await gate.promise;
        note(job);
      },
      gaveUp: none,
    });
    await begun.promise;
    const drained = drain(queue);
    gate.resolve();
    await drained;
    // A worker that was just asking for a job gets and finishes it.
    expect(worked.length).toBeGreaterThan(0);
    expect(worked.length).toBeLessThan(10);

    const next = await newQueue();
    await next.work({ work: async (job) => note(job), gaveUp: none });
    await vi.waitUntil(() => worked.length === runs.length, within(20));
    expect(worked).toEqual(runs);
  });

  test('draining out of patience: the job is handed back and done by the next one', async () => {
    const queue = await newQueue();
    const begun = Promise.withResolvers<void>();
    await queue.send(evaluate(1));
    await queue.work({
      async work() {
        begun.resolve();
        await new Promise(() => {});
      },
      gaveUp: none,
    });
    await begun.promise;
    await drain(queue, 10);
    const next = await newQueue();
    const worked: Job[] = [];
    await next.work({ work: async (job) => worked.push(job), gaveUp: none });
    await vi.waitUntil(() => worked.length === 1, within(20));
  });

  test('the clock was ahead for two hours: what was put in meanwhile does not wait for two hours', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 7_200_000 });
    try {
      const queue = await newQueue();
      const worked: Job[] = [];
      await queue.send(evaluate(1));
      vi.useRealTimers();
      await queue.work({ work: async (job) => worked.push(job), gaveUp: none });
      await vi.waitUntil(() => worked.length > 0, within(20));
      expect(worked).toEqual([evaluate(1)]);
    } finally {
      vi.useRealTimers();
    }
  });

  test('nor when it was ahead for a moment only', async () => {
    const queue = await newQueue();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 7_200_000 });
    try {
      await new Promise((resolve) => setTimeout(resolve, 600));
      await queue.send(evaluate(1));
      vi.useRealTimers();
      const worked: Job[] = [];
      await new Promise((resolve) => setTimeout(resolve, 600));
      await queue.work({ work: async (job) => worked.push(job), gaveUp: none });
      await vi.waitUntil(() => worked.length > 0, within(20));
    } finally {
      vi.useRealTimers();
    }
  });

  test('nor what is found at a start, when it was set back while nobody was there', async () => {
    await drain(await newQueue());
    const { database } = connection;
    const queue = await newQueue();
    await queue.send(evaluate(1));
    await database.execute(
      sql`update pgboss.job set created_on = now() + interval '1 hour', start_after = now() + interval '1 hour'`,
    );
    await drain(queue);
    const worked: Job[] = [];
    await (await newQueue()).work({ work: async (job) => worked.push(job), gaveUp: none });
    await vi.waitUntil(() => worked.length > 0, within(20));
  });

  test('a clock that is set back keeps nobody from taking over from the dead', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 7_200_000 });
    try {
      const queue = await newQueue();
      await queue.send(evaluate(1));
      const worked: Job[] = [];
      vi.useRealTimers();
      await connection.database.execute(
        sql`update pgboss.job set state = 'active', started_on = now(), heartbeat_on = now() - interval '1 minute'`,
      );
      await queue.work({ work: async (job) => worked.push(job), gaveUp: none });
      await vi.waitUntil(() => worked.length > 0, within(25));
    } finally {
      vi.useRealTimers();
    }
  });

  test('a refusal for a limit: the job rests for as long as it was asked to', async () => {
    const queue = await newQueue();
    const tried = Promise.withResolvers<void>();
    await queue.send(evaluate(1));
    await queue.work({
      async work() {
        tried.resolve();
        throw Object.assign(new Error('secondary rate limit'), { status: 403, retryAfterSeconds: 1800 });
      },
      gaveUp: none,
    });
    await tried.promise;
    const rest = () =>
      connection.database
        .select({
          state: sql<string>`state::text`,
          minutes: sql<number>`round(extract(epoch from start_after - now()) / 60)::int`,
        })
        .from(sql`pgboss.job`);
    await vi.waitUntil(async () => (await rest())[0]?.minutes === 30, within(20));
    expect(await rest()).toEqual([{ state: 'retry', minutes: 30 }]);
  });
});

test('what people said is not in the log, whatever becomes of the job', async () => {
  const data = { kind: 'hypothesis', repositoryId: 1, number: 42, change: { evidence: 'sesame' } };
  const logged: object[] = [];
  const line = (fields: object) => void logged.push(fields);
  const log = { info: line, warn: line, error: line } as Log;
  const boss = { fail: none, update: none } as unknown as Parameters<typeof runJob>[0];
  for (const [retryCount, cause] of [
    [0, new Error('not now')],
    [11, new TypeError('a fault')],
    [0, new TakenOver()],
  ] as const) {
    const job = { id: 'x', data, retryCount, createdOn: new Date(), singletonKey: 'repo:1#42', output: null };
    const handlers = { work: () => Promise.reject(cause), gaveUp: none };
    await runJob(boss, job as unknown as JobWithMetadata<Job>, handlers, log).catch(none);
  }
  expect(logged).toHaveLength(3);
  expect(logged[0]).toMatchObject({ job: 'hypothesis', subject: 'repo:1#42' });
  expect(JSON.stringify(logged)).not.toContain('sesame');
});

describe('the last try', () => {
  const boss = { fail: () => Promise.reject(new Error('not now')), update: () => Promise.reject(new Error('not now')) };
  const job = (changes: Partial<JobWithMetadata<Job>>) =>
    ({
      id: 'x',
      data: evaluate(1),
      retryCount: 11,
      createdOn: new Date(),
      deleteAfterSeconds: 600,
      singletonKey: 'repo:1#1',
      output: null,
      ...changes,
    }) as unknown as JobWithMetadata<Job>;

  test('the job counts as complete, or it would block its subject for good; the reason is passed on', async () => {
    const given: unknown[] = [];
    const handlers = {
      work: () => Promise.reject(new TypeError('a fault')),
      gaveUp: async (...all: unknown[]) => void given.push(all),
    };
    expect(await runJob(boss, job({}), handlers, silent)).toEqual({ failed: 'TypeError: a fault' });
    expect(given).toEqual([[evaluate(1), 'TypeError: a fault']]);
  });

  test.each([
    ['cut off by the end of its process, again and again: not even begun', 12, { message: 'the process ended' }, 0],
    ['the same, as another replica sees it', 12, { value: { message: 'job heartbeat timeout' } }, 0],
    ['cut off for the first time', 1, { message: 'the process ended' }, 1],
    ['tried for long in an outage', 40, { message: 'GitHubError: GitHub did not answer' }, 1],
  ])('%s', async (_, retryCount, output, begun) => {
    const work = vi.fn(async () => {});
    await runJob(boss, job({ retryCount, output }), { work, gaveUp: none }, silent);
    expect(work).toHaveBeenCalledTimes(begun);
  });
});
