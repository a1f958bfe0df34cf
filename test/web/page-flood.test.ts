import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Pages } from '../../src/web/pages/page-routes.ts';
import { pageRoutes } from '../../src/web/pages/page-routes.ts';
import { mapWith } from '../stage/pages/page-samples.ts';
import { sessionOf } from '../stage/pages/session-of.ts';
import { series } from '../stage/samples/sample-bets.ts';
import { silent } from '../stage/world/silent-log.ts';

/* What anybody may take of us by asking for pages, before we know who it is. */

/** Counts how many are under way, and never answers at once. */
function slowly<Answer>(answer: () => Answer) {
  const counted = { now: 0, most: 0, all: 0 };
  const ask = async () => {
    counted.now += 1;
    counted.all += 1;
    counted.most = Math.max(counted.most, counted.now);
    await pause(2);
    counted.now -= 1;
    return answer();
  };
  return { counted, ask };
}

function pagesWith(changes: Partial<Record<keyof Pages, object | (() => unknown)>>) {
  const pages = {
    settings: {
      publicUrl: 'https://soundings.test',
      sessionSecret: 's'.repeat(32),
      githubUrl: 'https://github.test',
    },
    ...{ people: {}, sessions: { find: async () => undefined }, tokens: {}, record: {}, metrics: {}, analyst: {} },
    ...{ operations: { ids: [] }, tokenOf: async () => 'ghs_1', log: silent, now: () => new Date('2026-11-03') },
    ...changes,
  };
  return pageRoutes(pages as unknown as Pages);
}

const many = (ask: (index: number) => unknown) => Promise.all(Array.from({ length: 100 }, (_, index) => ask(index)));

test('however many ask, the database is asked by four at once: intake needs it, too', async () => {
  const { counted, ask } = slowly(() => undefined);
  const routes = pagesWith({ record: { owner: ask }, sessions: { find: ask } });
  await many((index) => {
    const headers: Record<string, string> = index % 2 === 0 ? {} : { cookie: `__Host-soundings_session=${index}` };
    return routes.request(`/o/owner-${index}`, { headers });
  });
  expect(counted).toEqual({ now: 0, most: 4, all: 150 });
});

test('codes that are made up are brought to GitHub by a few at once, and no more wait', async () => {
  const { counted, ask } = slowly(() => undefined);
  const address = (state: string) => `https://github.test/login?state=${state}`;
  const routes = pagesWith({ people: { address, signIn: ask } });
  const begun = await routes.request('/sign-in');
  const cookie = (begun.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const state = new URL(begun.headers.get('location') ?? '').searchParams.get('state');
  const answers = await many((index) =>
    routes.request(`/sign-in/callback?state=${state}&code=made-up-${index}`, { headers: { cookie } }),
  );
  expect(counted.most).toBeLessThanOrEqual(4);
  expect(new Set(answers.map((answer) => (answer as Response).status))).toEqual(new Set([400, 503]));
});

test('where GitHub does not say what is public, it is asked again after ten seconds, and not by everybody', async () => {
  let now = Date.parse('2026-11-03T10:00:00Z');
  const { counted, ask } = slowly(() => {
    throw new Error('GitHub is down');
  });
  const place = { ownerId: 7, owner: 'acme', installationIds: [70] };
  const record = { owner: async () => place, openTo: async () => ({ ids: [1], homes: ['shop'] }) };
  const routes = pagesWith({ record, tokenOf: ask, now: () => new Date(now) });
  const statuses = async () => new Set(await many(async () => (await routes.request('/o/acme')).status));
  expect(await statuses()).toEqual(new Set([503]));
  await statuses();
  expect(counted.all).toBe(1);
  now += 11_000;
  await statuses();
  expect(counted.all).toBe(2);
});

test('however many look at a key result, its chance is worked out once: forecasts wait for the same thread', async () => {
  const map = mapWith();
  const [objective] = map.objectives;
  const [keyResult] = objective?.keyResults ?? [];
  const metric = map.metrics.find(({ name }) => name === keyResult?.metric);
  const found = {
    governed: { home: 'shop', map, isStale: false, repositories: [1] },
    ...{ isOwners: true, metric, target: { objective, keyResult } },
    ...{ releases: [], open: [], entries: [], trials: [] },
  };
  const { counted, ask } = slowly(() => new Map([[keyResult?.id, { unaided: 0.25 }]]));
  const { secret, cookie, session } = sessionOf('ann');
  const routes = pagesWith({
    settings: { publicUrl: 'https://soundings.test', sessionSecret: secret, githubUrl: 'https://github.test' },
    sessions: { find: async () => session },
    people: { list: async () => ({ repositories: [{ id: 1, ownerId: 7, name: 'shop', private: true }], more: false }) },
    record: {
      owner: async () => ({ ownerId: 7, owner: 'acme', installationIds: [] }),
      metric: async () => found,
      lastRead: async () => undefined,
    },
    metrics: { read: async () => ({ kind: 'samples', series: series(0.03) }) },
    analyst: { chances: ask },
  });
  const texts = await many(async () => {
    const answer = await routes.request(`/o/acme/key-results/${keyResult?.id}`, { headers: { cookie } });
    return answer.text();
  });
  expect(counted.all).toBe(1);
  expect(texts.at(-1)).toContain('25%');
});
