import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseConnection } from '../../../src/db/connect.ts';
import type { Delivery } from '../../../src/db/inbox/delivery.ts';
import { createInbox, type Inbox } from '../../../src/db/inbox/inbox.ts';
import { deliveries } from '../../../src/db/schema/deliveries.ts';
import { parkIfSuspended } from '../../../src/db/stores/installation-store.ts';
import { createStore } from '../../../src/db/stores/store.ts';
import type { Job } from '../../../src/flows/ports/job.ts';
import type { Store } from '../../../src/flows/ports/store.ts';
import { purgeInstallation } from '../../../src/flows/upkeep/purge.ts';
import { onBothDatabases } from '../../stage/database/databases.ts';

onBothDatabases((databases) => {
  let connection: DatabaseConnection;
  let inbox: Inbox;
  let store: Store;
  let enqueued: string[];
  let failing: number;
  const failures: string[] = [];
  let names = 0;
  const delivery = (changes: Partial<Delivery> = {}): Delivery => {
    names += 1;
    return {
      id: `delivery-${names}`,
      event: 'pull_request',
      subject: `repo:1#${names}`,
      payload: '{"a":1}',
      ...changes,
    };
  };
  const rowOf = async ({ id }: Delivery) =>
    (await connection.database.select().from(deliveries).where(eq(deliveries.id, id)))[0];

  beforeAll(async () => {
    connection = await databases.migrated();
    enqueued = [];
    failing = 0;
    const opened = createInbox(connection.database, {
      async enqueue(fresh) {
        if (failing-- > 0) throw new Error('the queue is down');
        enqueued.push(...fresh.map(({ id, subject }) => `${id} ${subject}`));
      },
      onFailure: (error) => failures.push(String(error)),
      pauses: [1, 1],
    });
    inbox = {
      ...opened,
      async accept(one) {
        const isNews = await opened.accept(one);
        await opened.settled();
        return isNews;
      },
    };
    store = createStore(connection.database, async (job: Job, _, subject) => {
      enqueued.push(
        job.kind === 'delivery' ? `${job.deliveryId} ${subject}` : `${job.kind} ${'number' in job && job.number}`,
      );
    });
  });
  const timesEnqueued = ({ id, subject }: Delivery) => enqueued.filter((one) => one === `${id} ${subject}`).length;

  describe('told apart by id on completion', () => {
    test('waiting: a repeat is not news', async () => {
      const one = delivery();
      expect(await inbox.accept(one)).toBe(true);
      expect(await inbox.accept(one)).toBe(false);
      expect(timesEnqueued(one)).toBe(1);
      expect(await inbox.open(one.id)).toEqual({
        ...{ id: one.id, event: 'pull_request', payload: { a: 1 } },
        receivedAt: expect.any(Date),
      });
    });
    test('done: a repeat is not news, and of the payload nothing is left', async () => {
      const one = delivery();
      await inbox.accept(one);
      await inbox.complete(one.id);
      expect(await inbox.accept(one)).toBe(false);
      expect(await inbox.open(one.id)).toBeUndefined();
      expect(timesEnqueued(one)).toBe(1);
      expect((await rowOf(one))?.payload).toBeNull();
    });
    test('given up: a redelivery opens it again', async () => {
      const one = delivery();
      await inbox.accept(one);
      await inbox.giveUp(one.id, 'GitHub was down');
      expect(await rowOf(one)).toMatchObject({ error: 'GitHub was down', gaveUpAt: expect.any(Date) });
      expect(await inbox.accept({ ...one, payload: '{"a":2}' })).toBe(true);
      expect(timesEnqueued(one)).toBe(2);
      expect(await inbox.open(one.id)).toMatchObject({ payload: { a: 2 } });
      expect(await rowOf(one)).toMatchObject({ error: null, gaveUpAt: null });
    });
    test('many at once, repeats among them: each is news once', async () => {
      const many = Array.from({ length: 30 }, () => delivery({ subject: 'repo:2#1' }));
      const answers = await Promise.all([...many, ...many].map((one) => inbox.accept(one)));
      expect(answers.filter(Boolean)).toHaveLength(30);
      const order = enqueued.filter((one) => one.endsWith('repo:2#1'));
      expect(order).toEqual(many.map(({ id }) => `${id} repo:2#1`));
    });
  });

  test('when the job cannot be put in, the delivery is safe, and gets its job later, once', async () => {
    const [one, other] = [delivery(), delivery()];
    failing = 6;
    expect(await inbox.accept(one)).toBe(true);
    expect(await inbox.accept(other)).toBe(true);
    expect(failures).toEqual(['Error: the queue is down', 'Error: the queue is down']);
    expect(await rowOf(one)).toMatchObject({ queued: false });
    expect(await inbox.accept(one)).toBe(false);

    await inbox.queueLeftOver(60);
    expect(timesEnqueued(one)).toBe(0);
    await inbox.queueLeftOver(0);
    await inbox.queueLeftOver(0);
    expect([one, other].map(timesEnqueued)).toEqual([1, 1]);
    expect(await rowOf(one)).toMatchObject({ queued: true });
  });

  test('when the queue fails the job follows soon', async () => {
    const one = delivery();
    failing = 2;
    await inbox.accept(one);
    expect(timesEnqueued(one)).toBe(1);
  });

  test('one that came before the clock was set back does not wait until it is that late again', async () => {
    const one = delivery();
    failing = 3;
    await inbox.accept(one);
    await connection.database
      .update(deliveries)
      .set({ receivedAt: new Date(Date.now() + 7_200_000) })
      .where(eq(deliveries.id, one.id));
    await inbox.queueLeftOver(60);
    expect(timesEnqueued(one)).toBe(1);
  });

  test('a body comes back as it was, whatever people wrote into it', async () => {
    const payload = JSON.stringify({ body: 'nul \u0000, half a pair \ud800, \u202e, "$date", 🌊' });
    const one = delivery({ payload });
    await inbox.accept(one);
    expect((await inbox.open(one.id))?.payload).toEqual(JSON.parse(payload));
  });

  test('of several with the same meaning the last one is worked', async () => {
    const edited = (subject: string, meaning?: string) => delivery({ subject, ...(meaning && { meaning }) });
    const series = [
      edited('repo:3#1', 'edited'),
      edited('repo:3#1', 'edited'),
      edited('repo:3#2', 'edited'),
      edited('repo:3#1'),
      edited('repo:3#1', 'synchronize'),
      edited('repo:3#1', 'edited'),
    ];
    for (const one of series) await inbox.accept(one);
    const worked: number[] = [];
    for (const [index, { id }] of series.entries()) if (await inbox.open(id)) worked.push(index);
    expect(worked).toEqual([2, 3, 4, 5]);
  });

  test('a later one that was given up stands in for nobody', async () => {
    const [first, second] = [0, 0].map(() => delivery({ subject: 'repo:4#1', meaning: 'edited' }));
    if (!first || !second) throw new Error('two');
    await inbox.accept(first);
    await inbox.accept(second);
    await inbox.giveUp(second.id, 'x');
    expect(await inbox.open(first.id)).toBeDefined();
  });

  test('what was completed long ago is forgotten, what waits is not', async () => {
    const [done, waiting] = [delivery(), delivery()];
    await inbox.accept(done);
    await inbox.accept(waiting);
    await inbox.complete(done.id);
    const [earlier, later] = [-60_000, 60_000].map((ms) => new Date(Date.now() + ms)) as [Date, Date];
    await inbox.forget(earlier, later);
    expect(await rowOf(done)).toBeDefined();
    await inbox.forget(later, later);
    expect(await rowOf(done)).toBeUndefined();
    expect(await rowOf(waiting)).toMatchObject({ payload: waiting.payload });
  });

  test('what was given up keeps its body for as long as GitHub repeats it, and then the id alone for a while', async () => {
    const given = delivery();
    await inbox.accept(given);
    await inbox.giveUp(given.id, 'GitHubError');
    const [earlier, later] = [-60_000, 60_000].map((ms) => new Date(Date.now() + ms)) as [Date, Date];
    await inbox.forget(earlier, earlier);
    expect(await rowOf(given)).toMatchObject({ payload: given.payload });
    await inbox.forget(earlier, later);
    expect(await rowOf(given)).toMatchObject({ payload: null, error: 'GitHubError' });
    // Asked for again it is whole.
    expect(await inbox.accept(given)).toBe(true);
    expect(await inbox.open(given.id)).toBeDefined();
    await inbox.giveUp(given.id, 'GitHubError');
    await inbox.forget(later, later);
    expect(await rowOf(given)).toBeUndefined();
  });

  describe('installations', () => {
    test('suspended: deliveries and jobs are put aside, and come back in their order', async () => {
      const repository = {
        id: 51,
        ownerId: 52,
        owner: 'acme',
        name: 'shop',
        defaultBranch: 'main',
        private: false,
        installationId: 50,
      };
      await store.rememberRepository(repository);
      const first = delivery({ installationId: 50 });
      await inbox.accept(first);
      const evaluate: Job = { kind: 'evaluate', repositoryId: 51, number: 7 };
      expect(await parkIfSuspended(connection.database, evaluate)).toBe(false);

      await store.suspendInstallation(50, true);
      expect(await inbox.open(first.id)).toBeUndefined();
      expect(await parkIfSuspended(connection.database, evaluate)).toBe(true);
      const before = enqueued.length;
      await store.suspendInstallation(50, false);
      expect(enqueued.slice(before)).toEqual([`${first.id} ${first.subject}`, 'evaluate 7']);
      expect(await inbox.open(first.id)).toBeDefined();
      await store.suspendInstallation(50, false);
      expect(enqueued).toHaveLength(before + 2);
    });
    test('suspended: what is about the installation itself is worked all the same', async () => {
      await store.suspendInstallation(60, true);
      const end = delivery({ installationId: 60, event: 'installation', subject: 'installation:60' });
      await inbox.accept(end);
      expect(await inbox.open(end.id)).toBeDefined();
    });
    test('purged: its deliveries are gone, and what comes late is not kept', async () => {
      const before = delivery({ installationId: 70 });
      await inbox.accept(before);
      await purgeInstallation(store, 70, true);
      expect(await rowOf(before)).toBeUndefined();
      const late = delivery({ installationId: 70 });
      await inbox.accept(late);
      expect(await inbox.open(late.id)).toBeUndefined();
      expect(await rowOf(late)).toBeUndefined();
    });
  });
});
