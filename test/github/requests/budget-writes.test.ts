import { expect, test } from 'vitest';
import { writeBudget } from '../../../src/db/write-budget.ts';
import type { Repository } from '../../../src/domain/repository.ts';
import type { Forge } from '../../../src/flows/ports/forge.ts';
import { budgetedForge } from '../../../src/github/requests/budget-writes.ts';
import { rateWatch } from '../../../src/github/requests/rate-watch.ts';
import { FakeForge } from '../../stage/world/fake-forge.ts';
import { useDatabase } from '../../stage/world/use-world.ts';

const repository = (installationId: number) => ({ installationId }) as Repository;
const connection = useDatabase();

/** Two replicas on one clock: what they waited is time that has passed. */
function replicas(installation: number) {
  let clock = Date.parse('2026-11-03T10:00:00Z');
  const now = () => new Date(clock);
  const wait = async (ms: number) => {
    clock += ms;
  };
  const watch = rateWatch();
  const budget = writeBudget(connection.database);
  const patient = [0, 1].map(() => budgetedForge(new FakeForge(), { budget, watch, now, wait }));
  const nothing = async () => {};
  const direct = { createCheck: async () => 1, createComment: nothing, updateComment: nothing, addLabel: nothing };
  const impatient = budgetedForge(direct as unknown as Forge, { budget, watch, now });
  const setBack = (ms: number) => {
    clock -= ms;
  };
  return { patient, impatient, watch, now, setBack, repository: repository(installation) };
}

test('sixty writes a minute and four hundred an hour, for each installation apart, whichever replica writes', async () => {
  const { patient, impatient, now, repository: shop } = replicas(1);
  const at: number[] = [];
  for (let write = 0; write < 450; write += 1) {
    await patient[write % 2]?.createComment(shop, 1, `${write}`);
    at.push(now().getTime());
  }
  const most = (within: number) =>
    Math.max(...at.map((from) => at.filter((t) => t >= from && t < from + within).length));
  expect(most(60_000)).toBe(60);
  expect(most(3_600_000)).toBe(400);
  await impatient.updateComment(repository(2), 1, 'another installation');
});

test('the server does not wait: the job comes back when there is room, and checks pass meanwhile', async () => {
  const { impatient, repository: shop } = replicas(3);
  for (let write = 0; write < 60; write += 1) await impatient.createComment(shop, 1, 'x');
  const refused = impatient.createComment(shop, 1, 'one too many');
  await expect(refused).rejects.toMatchObject({ name: 'GitHubError', retryAfterSeconds: 60 });
  const waits: number[] = [];
  for (let more = 0; more < 120; more += 1) {
    const error = await impatient.createComment(shop, 1, `${more}`).catch((thrown) => thrown);
    waits.push(error.retryAfterSeconds);
  }
  // With the one before: sixty a minute, in the order in which they asked.
  expect(waits).toEqual([...Array(59).fill(60), ...Array(60).fill(120), 180]);
  // An edit makes nothing new: of those there may be more.
  for (let write = 0; write < 60; write += 1) await impatient.updateComment(shop, 1, 'x');
  await expect(impatient.addLabel(shop, 1, 'x')).rejects.toMatchObject({ name: 'GitHubError' });
  const output = { title: '', summary: '', annotations: [] };
  await impatient.createCheck(shop, { headSha: 'a', conclusion: 'success', output, actions: [] });
});

test('a clock that is set back does not hold up for as long what may be written now', async () => {
  const { impatient, watch, now, setBack, repository: shop } = replicas(5);
  for (let write = 0; write < 60; write += 1) await impatient.createComment(shop, 1, 'x');
  await expect(impatient.createComment(shop, 1, 'x')).rejects.toMatchObject({ retryAfterSeconds: 60 });
  const reset = String(now().getTime() / 1000 + 1200);
  const headers = { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '3', 'x-ratelimit-reset': reset };
  watch.note(5, headers, now());
  setBack(7_200_000);
  expect(watch.usedUpUntil(5, now())).toBeUndefined();
  expect(watch.leastLeft(now())).toBeUndefined();
  for (let write = 0; write < 60; write += 1) await impatient.createComment(shop, 1, 'x');
  await expect(impatient.createComment(shop, 1, 'x')).rejects.toMatchObject({ retryAfterSeconds: 60 });
});

test('when the hourly limit of requests runs low, comments leave the rest to checks', async () => {
  const { impatient, watch, now, repository: shop } = replicas(4);
  const reset = String(now().getTime() / 1000 + 1200);
  const headers = (remaining: number) => ({
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': reset,
  });
  expect(watch.leastLeft(now())).toBeUndefined();
  watch.note(4, headers(501), now());
  watch.note(40, headers(4_000), now());
  expect(watch.leastLeft(now())).toBe(501 / 5_000);
  await impatient.createComment(shop, 1, 'enough left');
  watch.note(4, headers(500), now());
  await expect(impatient.createComment(shop, 1, 'too little')).rejects.toMatchObject({ retryAfterSeconds: 1200 });
  expect(watch.usedUpUntil(4, now())).toBeUndefined();
  watch.note(4, { ...headers(0), 'x-ratelimit-resource': 'search' }, now());
  expect(watch.usedUpUntil(4, now())).toBeUndefined();
  watch.note(4, headers(5), now());
  expect(watch.usedUpUntil(4, now())).toEqual(new Date(now().getTime() + 1_200_000));
  expect(watch.usedUpUntil(4, new Date(now().getTime() + 1_200_000))).toBeUndefined();
});
