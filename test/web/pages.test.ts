import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { BetRecord } from '../../src/domain/bet/bet-record.ts';
import type { Repository } from '../../src/domain/repository.ts';
import { rowsOf } from '../stage/database/rows.ts';
import type { Browser } from '../stage/pages/browser.ts';
import { concludedBet, mapWith, openBet } from '../stage/pages/page-samples.ts';
import { type ServedPages, servePages } from '../stage/pages/served-pages.ts';

/*
 * Pages as people's browsers get them: the real routes over a real database, and a GitHub that says who may read what. `ann` owns acme, `sam` may read its
 * public repository as anybody may, `kim` the shop alone.
 */

let served: ServedPages;
let home: Repository;
let shop: Repository;
let secret: Repository;
let open: Repository;
let bet: BetRecord;

beforeAll(async () => {
  served = await servePages({
    people: { ann: 'admin', kim: 'none', sam: 'none', eve: 'none' },
    owners: { acme: { installed: true }, zenith: { installed: true } },
  });
  const { store } = served;
  home = await served.repository('acme/.github', { private: true, people: { kim: 'read' } });
  shop = await served.repository('acme/shop', { private: true, people: { kim: 'read' } });
  secret = await served.repository('acme/secret-plans', { private: true });
  open = await served.repository('acme/open', { private: false });
  const map = mapWith();
  for (const one of [home, shop, secret, open])
    await store.saveMapState(one.id, { lastGood: { map, version: 'v1', home: { name: '.github' } } });
  bet = concludedBet(shop, 12, map);
  await store.saveBet(bet);
  await store.saveOutcomes(shop.ownerId, [outcomeOf(bet)]);
  const head = { number: 12, headSha: 'a'.repeat(40), fromFork: false };
  await store.saveOnHead(shop.id, { ...head, isOpen: true, conclusion: 'success' });
  await store.saveRun(shop.id, 12, {
    headSha: 'a'.repeat(40),
    digest: 'd',
    words: {
      title: 'KR1: Visit to sign-up rate +10%',
      summary: 'This pull request says what it should move:\n\n- **Visit to sign-up rate** should rise',
    },
  });
  await store.saveOnHead(shop.id, { ...head, isOpen: false });
  await store.saveOnHead(shop.id, {
    number: 13,
    headSha: 'b'.repeat(40),
    isOpen: true,
    fromFork: false,
    conclusion: 'failure',
  });
  await store.saveRun(shop.id, 13, {
    headSha: 'b'.repeat(40),
    digest: 'd',
    words: { title: 'Nothing says why', summary: 'Add one line.' },
  });
  await store.saveBet(openBet(secret, 7, map, 'The plan to buy Zenith'));
  const hidden = { ...concludedBet(secret, 8, map), title: 'Another plan of ours' };
  await store.saveBet(hidden);
  await store.saveOutcomes(secret.ownerId, [outcomeOf(hidden)]);
  await store.saveBet(concludedBet(open, 3, map));
});
afterAll(() => served?.close());
beforeEach(() => {
  served.clock.now = new Date();
});

const outcomeOf = ({
  id,
  repository,
  number,
  verdict = 'moved',
  mergedAt = new Date(),
  shippedAt = new Date(),
  concludedAt = new Date(),
}: BetRecord) => ({
  ...{
    betId: id,
    repositoryId: repository.id,
    number,
    metric: 'signup_rate',
    primary: true,
    verdict,
    mergedAt,
    shippedAt,
    concludedAt,
  },
  ...{
    sharedWith: [],
    counts: true,
    expected: { low: 0.1, high: 0.1 },
    effect: { relative: 0.118, low: 0.079, high: 0.159 },
  },
});

const pages = [
  ...['/', '/o/acme', '/o/acme/bets/shop/12', '/o/acme/bets/shop/13'],
  ...[
    '/o/acme/metrics/signup_rate',
    '/o/acme/key-results/KR1',
    '/o/acme/ledger',
    '/o/acme/silent',
    '/o/acme/hypotheses',
    '/o/acme/digests',
    '/o/acme/digests/2026-10',
  ],
];
const files = [
  '/o/acme/ledger.csv',
  '/o/acme/bets/shop/12.csv',
  '/o/acme/metrics/signup_rate.csv',
  '/o/acme/key-results/KR1.svg',
  '/o/acme/metrics/signup_rate.png',
];
const api = [
  '/api/v1/o/acme',
  '/api/v1/o/acme/bets/shop/12',
  '/api/v1/o/acme/metrics/signup_rate',
  '/api/v1/o/acme/key-results/KR1',
  '/api/v1/o/acme/ledger',
  '/api/v1/o/acme/silent',
  '/api/v1/o/acme/hypotheses',
  '/api/v1/o/acme/digests',
  '/api/v1/o/acme/digests/2026-10',
];

/** Of an owner. */
const below = [...pages, ...files].flatMap((path) => /^\/o\/acme(\/(?!bets).+)/.exec(path)?.[1] ?? []);

describe('signed out', () => {
  test.each([...pages, ...files, '/o/acme?verdict=moved', '/o/nobody/nothing'])(
    '%s leads to the sign-in, and says nothing',
    async (path) => {
      const answer = await served.browser().ask(path);
      expect([answer.status, answer.headers.get('location')]).toEqual([302, `/sign-in?to=${encodeURIComponent(path)}`]);
      expect(await answer.text()).toBe('');
    },
  );

  test.each(api)('%s is 401', async (path) => {
    const answer = await served.browser().ask(path);
    expect([answer.status, await answer.json()]).toEqual([401, { error: 'sign in at /sign-in first' }]);
  });
});

describe('signing in', () => {
  test('leads back to the page that was asked for', async () => {
    const browser = served.browser();
    served.github.atKeyboard = 'ann';
    const answer = await browser.open('/o/acme?verdict=moved');
    expect([answer.status, answer.url]).toEqual([200, `${served.origin}/o/acme?verdict=moved`]);
    expect(await answer.text()).toContain('signup_rate');
  });

  test('goes to GitHub with state and PKCE, and binds both to this browser', async () => {
    const browser = served.browser();
    const there = new URL((await browser.ask('/sign-in')).headers.get('location') ?? '');
    expect(Object.fromEntries(there.searchParams)).toMatchObject({
      client_id: served.github.clientId,
      redirect_uri: `${served.origin}/sign-in/callback`,
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    });
    served.github.atKeyboard = 'ann';
    const back = (await browser.ask(there.href)).headers.get('location') ?? '';
    // Somebody else's browser is sent there: it did not begin this.
    const victim = served.browser();
    expect((await victim.ask(back)).status).toBe(400);
    const other = served.browser();
    await other.ask('/sign-in');
    expect((await other.ask(back)).status).toBe(400);
    expect(other.cookie('session')).toBeUndefined();
    expect((await browser.ask(back)).status).toBe(302);
    expect(browser.cookie('session')).toMatch(/^[\w-]{43}$/);
    // Once.
    expect((await browser.ask(back)).status).toBe(400);
  });

  test('what the browser keeps for it is of no use later than in ten minutes', async () => {
    const browser = served.browser();
    served.github.atKeyboard = 'ann';
    const there = (await browser.ask('/sign-in')).headers.get('location') ?? '';
    const back = (await browser.ask(there)).headers.get('location') ?? '';
    served.clock.now = new Date(Date.now() + 11 * 60_000);
    expect((await browser.ask(back)).status).toBe(400);
  });

  test('a person who says no is not signed in, and told so', async () => {
    const browser = served.browser();
    served.github.atKeyboard = undefined;
    const answer = await browser.open('/o/acme');
    expect([answer.status, browser.cookie('session')]).toEqual([400, undefined]);
    expect(await answer.text()).toContain('You told GitHub not to');
  });

  test('a session that was planted before is not taken over, and neither is one that was there', async () => {
    const browser = served.browser();
    browser.plant('soundings_session', 'known-to-somebody-else');
    served.github.atKeyboard = 'ann';
    await browser.open('/sign-in?to=/sign-out');
    const first = browser.cookie('session') ?? '';
    expect(first).not.toBe('known-to-somebody-else');
    await browser.open('/sign-in?to=/sign-out');
    expect(browser.cookie('session')).not.toBe(first);
    const thief = served.browser();
    thief.plant('soundings_session', first);
    expect((await thief.ask('/o/acme')).status).toBe(302);
  });

  test.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/.//evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    '/%2f/..//evil.example',
    'evil.example',
    '@evil.example',
    '/sign-in',
    '/sign-out',
    '/sign-in/callback?code=1',
  ])('is followed by a page of ours, and not by %j', async (to) => {
    const browser = served.browser();
    served.github.atKeyboard = 'ann';
    const there = (await browser.ask(`/sign-in?to=${encodeURIComponent(to)}`)).headers.get('location') ?? '';
    const back = (await browser.ask(there)).headers.get('location') ?? '';
    const location = (await browser.ask(back)).headers.get('location') ?? '';
    expect(new URL(location, 'https://elsewhere.example').origin).toBe(served.origin);
    expect(new URL(location).pathname).not.toMatch(/^\/[/\\]|^\/sign/);
  });

  test('cookies are for this server alone, and no script reads them', async () => {
    const browser = served.browser();
    const answer = await browser.ask('/sign-in');
    expect(answer.headers.getSetCookie()).toEqual([expect.stringMatching(/; Path=\/; HttpOnly; SameSite=Lax$/)]);
  });

  test('the database has no key of a session, and no token that can be read', async () => {
    const browser = await served.browserOf('ann');
    const rows = JSON.stringify(await rowsOf(served.connection, sql`select * from sessions`));
    expect(rows).not.toContain(browser.cookie('session'));
    expect(rows).not.toContain('person-ann');
  });

  test('no session lasts for longer than eight hours', async () => {
    const browser = await served.browserOf('ann');
    served.clock.now = new Date(Date.now() + 7.9 * 3_600_000);
    expect((await browser.ask('/o/acme')).status).toBe(200);
    served.clock.now = new Date(Date.now() + 8.1 * 3_600_000);
    expect((await browser.ask('/o/acme')).status).toBe(302);
  });
});

describe('signing out', () => {
  test('ends the session for whom it was told, and everywhere if that is wanted', async () => {
    const [one, other] = [await served.browserOf('ann'), await served.browserOf('ann')];
    const held = one.cookie('session') ?? '';
    expect((await one.send('/sign-out')).status).toBe(303);
    one.plant('soundings_session', held);
    expect((await one.ask('/o/acme')).status).toBe(302);
    expect((await other.ask('/o/acme')).status).toBe(200);
    const third = await served.browserOf('ann');
    await third.send('/sign-out', { everywhere: 'yes' });
    expect((await other.ask('/o/acme')).status).toBe(302);
  });

  test.each<[string, Record<string, string>]>([
    ['another site', { origin: 'https://evil.example' }],
    ['a page without an origin', { origin: 'null' }],
    ['a sibling', { origin: 'https://other.example', 'sec-fetch-site': 'same-site' }],
    ['another port', { origin: 'http://127.0.0.1:1' }],
    ['a script of another site', { origin: 'https://evil.example', 'content-type': 'application/json' }],
  ])('cannot be asked for by %s', async (_, headers) => {
    const browser = await served.browserOf('ann');
    expect((await browser.send('/sign-out', {}, headers)).status).toBe(403);
    expect((await browser.ask('/o/acme')).status).toBe(200);
  });

  test('GET changes nothing', async () => {
    const browser = await served.browserOf('ann');
    await browser.ask('/sign-out');
    expect((await browser.ask('/o/acme')).status).toBe(200);
  });
});

describe('who sees what', () => {
  /** Each signs in once. */
  const browsers = new Map<string, Promise<Browser>>();
  const look = async (login: string, path: string) => {
    const browser = browsers.get(login) ?? served.browserOf(login);
    browsers.set(login, browser);
    const answer = await (await browser).ask(path);
    return { status: answer.status, text: await answer.text() };
  };

  test('one who may read everything sees everything', async () => {
    const { status, text } = await look('ann', '/o/acme');
    expect(status).toBe(200);
    for (const words of ['Another plan of ours', 'A shorter form', '3.1%']) expect(text).toContain(words);
    expect((await look('ann', '/o/acme/bets/secret-plans/7')).text).toContain('The plan to buy Zenith');
  });

  test('of a repository that one may not read nothing is told or counted', async () => {
    const [all, some] = [await look('ann', '/api/v1/o/acme'), await look('kim', '/api/v1/o/acme')];
    expect(JSON.parse(all.text).bets).toMatchObject({ open: 1, concluded: 3 });
    expect(JSON.parse(some.text).bets).toMatchObject({ open: 0, concluded: 2 });
    for (const path of ['/o/acme', '/api/v1/o/acme', '/o/acme?verdict=moved'])
      expect((await look('kim', path)).text).not.toMatch(/plan|secret/i);
  });

  test.each(['', '.csv'])('a bet%s of such a repository is as one that does not exist', async (ending) => {
    const [hidden, absent] = [
      await look('kim', `/o/acme/bets/secret-plans/7${ending}`),
      await look('kim', `/o/acme/bets/no-such/7${ending}`),
    ];
    expect([hidden.status, absent.status]).toEqual([404, 404]);
    expect(hidden.text).toBe(absent.text);
    const [hiddenApi, absentApi] = [
      await look('kim', '/api/v1/o/acme/bets/secret-plans/7'),
      await look('kim', '/api/v1/o/acme/bets/no-such/7'),
    ];
    expect(hiddenApi).toEqual(absentApi);
  });

  test('another owner is as one that does not exist', async () => {
    const theirs = await served.repository('zenith/web', { private: true, people: { ann: 'none', eve: 'read' } });
    await served.store.saveBet(openBet(theirs, 1, mapWith(), 'Their bet'));
    for (const path of ['/', '/bets/web/1', '/bets/web/1.csv', ...below].flatMap((one) => [
      `/o/zenith${one === '/' ? '' : one}`,
      ...(one.includes('.') ? [] : [`/api/v1/o/zenith${one === '/' ? '' : one}`]),
    ])) {
      const [hidden, absent] = [await look('ann', path), await look('ann', path.replace('zenith', 'nobody'))];
      expect([hidden.status, hidden.text]).toEqual([404, absent.text]);
    }
  });

  test('where the map is private, one who may read a public repository alone sees neither map nor metrics', async () => {
    const portfolio = await look('sam', '/o/acme');
    expect([portfolio.status, portfolio.text]).toEqual([
      200,
      expect.stringContaining('no outcome map that you may read'),
    ]);
    expect(portfolio.text).not.toMatch(/signup_rate|Small teams|sign-up rate/);
    const page = await look('sam', '/o/acme/bets/open/3');
    expect(page.status).toBe(200);
    // What the description says anybody may read.
    expect(page.text).not.toMatch(/Small teams|sign-up rate|3\.\d\d?%/);
  });

  test('in a public repository no level is shown that the map does not call public', async () => {
    const [page, csv] = [await look('ann', '/o/acme/bets/open/3'), await look('ann', '/o/acme/bets/open/3.csv')];
    expect(page.text).toContain('Visit to sign-up rate');
    expect(page.text).not.toContain('3.22%');
    expect(csv.text).not.toContain('level');
    expect((await look('ann', '/o/acme/bets/shop/12')).text).toContain('3.22%');
    expect((await look('ann', '/o/acme/bets/shop/12.csv')).text).toContain('signup_rate","moves","level"');
  });

  test('a right that was taken away is gone within ten minutes', async () => {
    const browser = await served.browserOf('kim');
    expect((await browser.ask('/o/acme/bets/shop/12')).status).toBe(200);
    const listing = ['', '/ledger', '/metrics/signup_rate'].flatMap((one) => [`/o/acme${one}`, `/api/v1/o/acme${one}`]);
    listing.push('/o/acme/ledger.csv');
    const tellsOfShop = async (of: Browser, path: string) =>
      /bets\/shop|"repository":"shop"|^"shop",/m.test(await (await of.ask(path)).text());
    for (const path of listing) expect([path, await tellsOfShop(browser, path)]).toEqual([path, true]);
    served.github.setPermission('kim', 'none', 'acme/shop');
    served.clock.now = new Date(Date.now() + 10 * 60_000);
    expect((await browser.ask('/o/acme/bets/shop/12')).status).toBe(404);
    expect((await browser.ask('/o/acme/bets/shop/12.csv')).status).toBe(404);
    for (const path of listing) expect([path, await tellsOfShop(browser, path)]).toEqual([path, false]);
    served.github.setPermission('kim', 'read', 'acme/shop');
  });

  test('who takes back what they allowed has to sign in again', async () => {
    const browser = await served.browserOf('kim');
    served.github.takesBack('kim');
    expect((await browser.ask('/o/acme')).headers.get('location')).toBe('/sign-in?to=%2Fo%2Facme');
    expect(browser.cookie('session')).toBeUndefined();
  });

  test('a bet page says how the check ended that let it be merged', async () => {
    const { text } = await look('ann', '/o/acme/bets/shop/12');
    expect(text).toMatch(/Check passed[\s\S]*KR1: Visit to sign-up rate \+10%/);
  });
  test('a bet page without a bet says why the check is red', async () => {
    const { status, text } = await look('ann', '/o/acme/bets/shop/13');
    expect([status, text]).toEqual([
      200,
      expect.stringMatching(/Check failed[\s\S]*Nothing says why[\s\S]*Add one line/),
    ]);
    expect((await look('ann', '/o/acme/bets/shop/99')).status).toBe(404);
  });

  test.each([
    '/o/acme/bets/shop/0',
    '/o/acme/bets/shop/99999999999',
    '/o/acme/bets/shop/x',
    '/o/acme/bets/%00/1',
    '/o/%E0%A4%A',
    '/o/acme/nothing',
    '/o/acme/bets/..%2fshop/12',
  ])('%s is 404', async (path) => expect((await look('ann', path)).status).toBe(404));
});

const isRefusal = (status: number) => status === 403 || status === 404;

describe('answers', () => {
  let ann: Browser;
  beforeAll(async () => {
    ann = await served.browserOf('ann');
  });

  test.each([...pages, ...api, '/o/acme/bets/shop/12.csv', '/o/acme/nothing', '/sign-out'])(
    '%s is kept by nobody, framed by nobody, and runs nothing',
    async (path) => {
      const { headers } = await ann.ask(path);
      expect(Object.fromEntries(headers)).toMatchObject({
        'cache-control': 'private, no-store',
        'content-security-policy':
          "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers.get('etag')).toBeNull();
    },
  );

  test.each(['OPTIONS', 'PUT', 'DELETE', 'PATCH', 'PROPFIND'])(
    '%s is refused, and is no fault of ours',
    async (method) => {
      for (const path of ['/', '/o/acme', '/api/v1/o/acme', '/sign-in', '/sign-out', '/o/acme/bets/shop/12.csv'])
        expect([path, (await ann.ask(path, { method })).status]).toEqual([path, expect.toSatisfy(isRefusal)]);
    },
  );

  test('the style sheet may be kept for good: another one has another name', async () => {
    const path = /href="(\/soundings-[0-9a-f]+\.css)"/.exec(await ann.read('/'))?.[1] ?? '';
    const answer = await served.browser().ask(path);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
  });

  test('pages are compressed, and have no script', async () => {
    const answer = await ann.ask('/o/acme', { headers: { 'accept-encoding': 'gzip' } });
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(await answer.text()).not.toMatch(/<script|\son\w+=|style="/);
  });

  test('a verdict that is none is told', async () => {
    expect(await ann.read('/o/acme?verdict=splendid')).toContain('There is no verdict');
    expect(await ann.read('/o/acme?verdict=backfired')).toContain('No merged bet matches');
    expect(await ann.read('/o/acme?key_result=KR1&verdict=moved')).toContain('A shorter form');
  });

  test('where GitHub does not say what one may see, nothing is shown', async () => {
    for (const fault of [
      { status: 502 },
      { drop: 'before' },
      { status: 403, headers: { 'retry-after': '60' } },
    ] as const) {
      const browser = await served.browserOf('ann');
      served.github.faults.next({ match: '/user/installations', ...fault });
      const answer = await browser.ask('/o/acme');
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '60']);
      expect(await answer.text()).not.toContain('signup_rate');
      expect((await browser.ask('/o/acme')).status).toBe(200);
    }
  });
});
