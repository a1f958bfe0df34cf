import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verdicts } from '../../src/analysis/verdict.ts';
import { knowledgeOfRecord } from '../../src/cli/mcp/of-record.ts';
import { toolsAt } from '../../src/cli/mcp/tools.ts';
import { createToken } from '../../src/db/push-tokens.ts';
import type { OutcomeMap } from '../../src/domain/outcome-map/outcome-map.ts';
import type { Repository } from '../../src/domain/repository.ts';
import { openApi } from '../../src/web/openapi/openapi.ts';
import { concludedBet, mapWith, openBet } from '../stage/pages/page-samples.ts';
import { type ServedPages, servePages } from '../stage/pages/served-pages.ts';
import { dailySeries, day } from '../stage/series/daily-series.ts';

/*
 * Who reads without being signed in: everybody, where an owner says so, and programs with a token that reads. `acme` has a public portfolio, a public and
 * a private shop; `zenith` says nothing of it.
 */

let served: ServedPages;
let map: OutcomeMap;
let home: Repository;
let shop: Repository;
let plans: Repository;

beforeAll(async () => {
  served = await servePages({
    people: { ann: 'admin', sam: 'none' },
    owners: { acme: { installed: true }, zenith: { installed: true } },
  });
  const { store } = served;
  home = await served.repository('acme/.github', { private: false });
  shop = await served.repository('acme/shop', { private: false });
  plans = await served.repository('acme/secret-plans', { private: true });
  const web = await served.repository('zenith/web', { private: false });
  const base = mapWith({ teams: [{ name: 'growth', purpose: 'More visitors sign up.' }] });
  map = { ...base, policy: { ...base.policy, portfolio: 'public' } };
  for (const one of [home, shop, plans])
    await store.saveMapState(one.id, { lastGood: { map, version: 'v1', home: { name: '.github' } } });
  await store.saveMapState(web.id, { lastGood: { map: base, version: 'v1', home: { name: 'web' } } });
  await store.saveBet(concludedBet(shop, 12, map));
  await store.saveBet({ ...concludedBet(shop, 13, map), verdict: 'flat' });
  await store.saveBet(openBet(plans, 7, map, 'The plan to buy Zenith'));
  await store.saveBet({ ...concludedBet(plans, 8, map), title: 'Another plan of ours' });
  await store.saveBet(concludedBet(web, 3, base));
});
afterAll(() => served?.close());

/** Days up to yesterday. */
const upToNow = (days: number) => {
  const { samples } = dailySeries({ days });
  const first = Math.floor(Date.now() / day) * day - days * day;
  return { bucket: 'day' as const, samples: samples.map(({ t, value }) => ({ t: first + t, value: value / 30_000 })) };
};

const tokenWith = async (scope: { repositories?: string[]; read?: boolean; metrics?: string[]; days?: number }) => {
  const { days = 1, read = true, metrics = [], repositories = [] } = scope;
  const expiresAt = new Date(Date.now() + days * 86_400_000);
  const made = await createToken(served.connection.database, {
    ...{ ownerId: shop.ownerId, live: false, metrics, read, repositories, expiresAt },
  });
  return made.token;
};
const ask = async (path: string, token?: string) => {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const answer = await fetch(`${served.origin}${path}`, { headers, redirect: 'manual' });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

describe('everybody', () => {
  test('sees the portfolio and the badge of an owner who says so, and of public repositories alone', async () => {
    for (const path of ['/o/acme', '/api/v1/o/acme']) {
      const { status, text, headers } = await ask(path);
      expect([path, status]).toEqual([path, 200]);
      expect(headers.get('cache-control')).toBe('private, no-store');
      expect(text).not.toMatch(/plan|Sign out/);
    }
    expect(JSON.parse((await ask('/api/v1/o/acme')).text).bets).toEqual({
      ...{ open: 0, measuring: 0, concluded: 2, moved: 1, latest_only: false },
    });
    const badge = await ask('/o/acme/badge.svg');
    expect(badge.text).toContain('aria-label="moved 1 of 2 bets"');
    expect([badge.headers.get('content-type'), badge.headers.get('cache-control')]).toEqual([
      ...['image/svg+xml', 'public, max-age=300'],
    ]);
  });

  test('sees nothing else: no page below it, nothing of an owner who does not say so', async () => {
    expect((await ask('/o/acme/bets/shop/12')).status).toBe(302);
    expect((await ask('/api/v1/o/acme/bets/shop/12')).status).toBe(401);
    for (const owner of ['zenith', 'nobody']) {
      const answers = await Promise.all(
        [`/o/${owner}`, `/api/v1/o/${owner}`, `/o/${owner}/badge.svg`].map((path) => ask(path)),
      );
      expect(answers.map(({ status }) => status)).toEqual([302, 401, 404]);
    }
  });

  test('who is signed in sees their own, and the badge as everybody does', async () => {
    const ann = await served.browserOf('ann');
    expect(await (await ann.open('/o/acme')).text()).toContain('plan');
    expect(await (await ann.open('/o/acme/badge.svg')).text()).toContain('moved 1 of 2 bets');
  });
});

describe('a token that reads', () => {
  test('gives the JSON of its owner, of the repositories that it names', async () => {
    const all = await tokenWith({});
    const some = await tokenWith({ repositories: ['SHOP', '.git*'] });
    expect(JSON.parse((await ask('/api/v1/o/acme', all)).text).bets).toMatchObject({ open: 1, concluded: 3 });
    expect(JSON.parse((await ask('/api/v1/o/acme', some)).text).bets).toMatchObject({ open: 0, concluded: 2 });
    const statuses = async (path: string) =>
      Promise.all([all, some].map(async (token) => (await ask(path, token)).status));
    expect(await statuses('/api/v1/o/acme/bets/secret-plans/8')).toEqual([200, 404]);
    expect(await statuses('/api/v1/o/acme/bets/shop/12')).toEqual([200, 200]);
    expect(await statuses('/api/v1/o/zenith')).toEqual([404, 404]);
    // No page, and nothing is pushed with it.
    expect((await ask('/o/acme/bets/shop/12', all)).status).toBe(302);
    const pushed = await fetch(`${served.origin}/api/v1/o/acme/metrics/signup_rate`, {
      ...{ method: 'POST', headers: { authorization: `Bearer ${all}` } },
    });
    expect(pushed.status).toBeGreaterThanOrEqual(403);
  });

  test('that is made up, expired, or made for pushing is refused', async () => {
    const wrong = [
      ...['', 'snd_', `snd_${'a'.repeat(43)}`],
      ...[await tokenWith({ days: -1 }), await tokenWith({ read: false, metrics: ['*'] })],
    ];
    for (const token of wrong) {
      const { status, text } = await ask('/api/v1/o/acme', token);
      expect([status, JSON.parse(text).error]).toEqual([401, expect.stringContaining('token create --read')]);
    }
  });
});

describe('an agent with a token that reads', () => {
  const agentWith = (token: string, owner = 'acme') => knowledgeOfRecord({ publicUrl: served.origin, token }, owner);

  test('knows the outcomes and the past bets of what its token covers, and nobody’s name', async () => {
    const agent = agentWith(await tokenWith({ repositories: ['shop', '.git*'] }));
    const outcomes = await agent.outcomes();
    if ('problem' in outcomes) throw new Error(outcomes.problem);
    expect(outcomes.vision).toBe('Every small team finishes what it begins.');
    expect(outcomes.objectives[0]?.keyResults[0]).toMatchObject({ metric: 'signup_rate', by: expect.any(String) });
    expect(outcomes.metrics.map(({ name }) => name)).toContain('signup_rate');
    const at = new Date('2026-11-26T09:00:00Z');
    const decided = concludedBet(shop, 13, mapWith());
    const { id, mergedAt = at, shippedAt = at, concludedAt = at } = decided;
    const decision = { what: 'keep' as const, learned: 'Names were never needed', by: 'ben', at };
    await served.store.saveBet({ ...decided, verdict: 'flat', decision });
    const effect = { relative: 0.01, low: -0.01, high: 0.03 };
    await served.store.saveOutcomes(shop.ownerId, [
      {
        ...{ betId: id, repositoryId: shop.id, number: 13, metric: 'signup_rate', primary: true, verdict: 'flat' },
        ...{ mergedAt, shippedAt, concludedAt, sharedWith: [], counts: true, effect },
        expected: { low: 0.1, high: 0.1 },
      },
    ]);
    const bets = await agent.pastBets('signup_rate');
    if ('problem' in bets) throw new Error(bets.problem);
    // As far as a public repository shows it: what was expected of a hidden metric, and so the verdict, is not told.
    expect(bets.bets.find(({ number }) => number === 13)).toEqual({
      ...{ repository: 'shop', number: 13, title: 'A shorter form', state: 'concluded', at: expect.any(String) },
      ...{ expected: null, effect, decision: 'keep', learned: 'Names were never needed' },
    });
    expect(JSON.stringify([outcomes, bets])).not.toMatch(/plan|ben/);
  });

  test('has the figures that the map shows, and what a window of them could show', async () => {
    const keep = async (inForce: OutcomeMap) => {
      const lastGood = { map: inForce, version: 'v1', home: { name: '.github' } };
      for (const one of [home, shop, plans]) await served.store.saveMapState(one.id, { lastGood });
    };
    const before = served.metrics;
    served.metrics = { read: async () => ({ kind: 'samples', series: upToNow(120) }) };
    await keep({ ...map, policy: { ...map.policy, redact: false } });
    const knowledge = agentWith(await tokenWith({}));
    const tools = toolsAt({ knowledge, mapFile: 'none.yml', now: () => new Date() });
    const tool = tools.find(({ name }) => name === 'what_could_be_shown');
    expect(await tool?.answer({ metric: 'signup_rate', window_days: 14 })).toEqual({
      told: { metric: 'signup_rate', window_days: 14, shows_from: expect.stringMatching(/^\d+(\.\d+)?% or more$/) },
    });
    served.metrics = before;
    await keep(map);
  });

  test('is told what to do where there is no answer', async () => {
    const told = async (agent: ReturnType<typeof agentWith>) => {
      const found = await agent.outcomes();
      return 'problem' in found ? found.problem.replace(served.origin, '<server>') : found;
    };
    expect(await told(agentWith('snd_x'))).toMatch(/^SOUNDINGS_TOKEN is not accepted: /);
    expect(await told(agentWith(await tokenWith({}), 'zenith'))).toBe(
      'There is no portfolio of zenith, or SOUNDINGS_TOKEN may not see it',
    );
    const elsewhere = knowledgeOfRecord({ publicUrl: 'http://127.0.0.1:1', token: 'snd_x' }, 'acme');
    expect(await elsewhere.outcomes()).toEqual({
      problem: 'http://127.0.0.1:1 does not answer: is PUBLIC_URL right, and does the server run?',
    });
    expect(await agentWith(await tokenWith({})).history('signup_rate')).toEqual({
      problem: expect.stringMatching(
        /^The figures of signup_rate are not shown to SOUNDINGS_TOKEN, or cannot be read now/,
      ),
    });
  });
});

describe('the description of the API', () => {
  const same = (schema: unknown) => schema;
  const strict = (schema: unknown): unknown => {
    if (Array.isArray(schema)) return schema.map(strict);
    if (typeof schema !== 'object' || schema === null) return schema;
    const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, strict(value)]));
    return 'properties' in inner && !('additionalProperties' in inner) && !('anyOf' in inner)
      ? { ...inner, unevaluatedProperties: false }
      : inner;
  };

  test('is one, and is served to everybody', async () => {
    const { status, text } = await ask('/api/v1/openapi.json');
    expect(status).toBe(200);
    const document = JSON.parse(text);
    expect(await new Validator().validate(document)).toMatchObject({ valid: true });
    expect(document.components.schemas.Entry.properties.verdict.anyOf[0].enum).toEqual(verdicts);
  });

  test.each<[path: string, name: string, isWhole?: boolean]>([
    ['/api/v1/o/acme', 'Portfolio'],
    ['/api/v1/o/acme/ledger', 'Ledger', false],
    ['/api/v1/o/acme/silent', 'Silent'],
    ['/api/v1/o/acme/hypotheses', 'Hypotheses'],
    ['/api/v1/o/acme/teams/growth', 'Team', false],
    ['/api/v1/o/acme/digests/2026-10', 'Digest'],
    ['/api/v1/o/acme/digests/2026-Q3', 'Digest'],
    ['/api/v1/o/acme/digests', 'Digests'],
    ['/api/v1/o/acme/metrics/signup_rate', 'Metric', false],
    ['/api/v1/o/acme/bets/shop/12', 'Bet'],
    ['/api/v1/o/acme/bets/secret-plans/7', 'Bet'],
  ])('%s is what it says', async (path, name, isWhole = true) => {
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    formats.default(ajv);
    ajv.addSchema({ $id: 'api', ...((isWhole ? strict : same)({ components: openApi.components }) as object) });
    const { status, text } = await ask(path, await tokenWith({}));
    const validate = ajv.compile({ $ref: `api#/components/schemas/${name}` });
    validate(JSON.parse(text));
    expect([status, validate.errors]).toEqual([200, null]);
  });
});
