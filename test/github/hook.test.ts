import { Octokit } from '@octokit/rest';
import nock from 'nock';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { githubHook } from '../../src/github/hook.ts';
import { appRequestsOf } from '../../src/github/requests/requests.ts';
import { silent } from '../stage/world/silent-log.ts';

const api = nock('https://api.github.com');
const octokit = new Octokit({ auth: 'jwt' });
const wait = async () => {};
const hook = githubHook(appRequestsOf(async () => octokit, { log: silent, now: () => new Date(), wait }));

beforeAll(() => nock.disableNetConnect());
beforeEach(() => nock.cleanAll());
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

const attempt = (id: number, guid: string, minute: number, status_code: number, redelivery = false) => ({
  id,
  repository_id: 7,
  redelivery,
  guid,
  delivered_at: `2026-11-03T10:${String(minute).padStart(2, '0')}:00Z`,
  status_code,
});
const deliveries = '/app/hook/deliveries';

test('a delivery has all its attempts, and how many of them were taken in; all pages, back to the instant', async () => {
  api
    .get(deliveries)
    .query({ per_page: 100 })
    .reply(200, [attempt(9, 'late', 50, 200), attempt(8, 'gone', 40, 502, true), attempt(7, 'healed', 30, 200, true)], {
      link: '<https://api.github.com/app/hook/deliveries?per_page=100&cursor=v1_7>; rel="next"',
    });
  api
    .get(deliveries)
    .query({ per_page: 100, cursor: 'v1_7' })
    .reply(200, [attempt(6, 'gone', 20, 0), attempt(5, 'healed', 10, 500), attempt(4, 'too old', 0, 500)], {
      link: '<https://api.github.com/app/hook/deliveries?per_page=100&cursor=v1_4>; rel="next"',
    });
  expect(await hook.sent(new Date('2026-11-03T10:05:00Z'))).toEqual([
    {
      ...{ id: 7, guid: 'healed', repositoryId: 7 },
      ...{ at: new Date('2026-11-03T10:10:00Z'), latest: new Date('2026-11-03T10:30:00Z') },
      ...{ attempts: 2, taken: 1 },
    },
    {
      id: 8,
      guid: 'gone',
      repositoryId: 7,
      at: new Date('2026-11-03T10:20:00Z'),
      latest: new Date('2026-11-03T10:40:00Z'),
      attempts: 2,
      taken: 0,
    },
    {
      ...{ id: 9, guid: 'late', repositoryId: 7 },
      ...{ at: new Date('2026-11-03T10:50:00Z'), latest: new Date('2026-11-03T10:50:00Z') },
      ...{ attempts: 1, taken: 1 },
    },
  ]);
});

test('whose first attempt was before the instant is not told: nobody can tell how often it has been tried', async () => {
  const seen = [
    attempt(9, 'long ago', 50, 500, true),
    attempt(8, 'long ago', 40, 500, true),
    attempt(7, 'new', 30, 500),
  ];
  api.get(deliveries).query(true).reply(200, seen);
  expect((await hook.sent(new Date('2026-11-03T10:20:00Z'))).map(({ guid }) => guid)).toEqual(['new']);
});

test('a server that keeps no deliveries has none to tell of', async () => {
  api.get(deliveries).query(true).reply(404, { message: 'Not Found' });
  expect(await hook.sent(new Date(0))).toEqual([]);
});

test('one is asked for again by the id of its attempt; gone is no failure', async () => {
  api.post(`${deliveries}/8/attempts`).reply(202, {});
  await hook.redeliver(8);
  api.post(`${deliveries}/8/attempts`).reply(404, { message: 'Not Found' });
  await hook.redeliver(8);
  expect(nock.isDone()).toBe(true);
});

test('what GitHub cannot answer is tried again, then told', async () => {
  api.get(deliveries).query(true).times(3).reply(502);
  await expect(hook.sent(new Date(0))).rejects.toThrow('502');
});
