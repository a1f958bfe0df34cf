import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pageRecord } from '../../src/db/pages/page-record.ts';
import { keepReads } from '../../src/db/source-reads.ts';
import { openTenancy } from '../../src/db/tenancy.ts';
import type { Reader } from '../../src/flows/ports/page-record.ts';
import { rowsOf } from '../stage/database/rows.ts';
import type { Browser } from '../stage/pages/browser.ts';
import { concludedBet, mapWith, openBet } from '../stage/pages/page-samples.ts';
import { type ServedPages, servePages } from '../stage/pages/served-pages.ts';
import { saveYearOfBets, yearMap, yearReader } from '../stage/pages/year-of-bets.ts';

/*
 * The pages of an owner with a year of forty bets, in three private repositories, over a real database. `ann` may read all of them, `kim` the shop and the map
 * alone, `sam` what is public. Zenith's map is in a public repository.
 */

let served: ServedPages;
let ann: Browser;
let kim: Browser;
let sam: Browser;

beforeAll(async () => {
  served = await servePages({
    people: { ann: 'admin', kim: 'none', sam: 'none' },
    owners: { acme: { installed: true }, zenith: { installed: true } },
  });
  const { store, clock } = served;
  const lastWeek = new Date(clock.now.getTime() - 10 * 86_400_000);
  const home = await served.repository('acme/.github', { private: true, people: { kim: 'read' } });
  const shop = await served.repository('acme/shop', { private: true, people: { kim: 'read' } });
  const others = [
    await served.repository('acme/app', { private: true }),
    await served.repository('acme/api', { private: true }),
  ];
  const open = await served.repository('acme/open', { private: false });
  const map = yearMap(clock.now);
  for (const one of [home, shop, ...others, open])
    await store.saveMapState(one.id, { lastGood: { map, version: 'v1', home: { name: '.github' } } });
  await saveYearOfBets(store, [shop, ...others], map, clock.now);
  const [first] = others;
  if (!first) throw new Error('there is no other repository');
  const believed = { at: clock.now, by: 'ann' };
  await store.saveHypothesisStanding(shop.id, 42, {
    state: 'validated',
    history: [{ ...believed, state: 'validated', evidence: '8 of 10 finished the form' }],
  });
  await store.saveHypothesisStanding(first.id, 7, {
    ...{ state: 'testing', history: [{ ...believed, state: 'testing' }] },
    stopped: { ...believed, why: 'Nobody asked for it', on: 'acme/app#7' },
  });
  const found = openBet(shop, 200, map, 'Try the short form on paper');
  await store.saveBet({
    ...found,
    bet: {
      ...{ keyResults: [], movements: [], guardrails: [], evidence: [], track: 'discovery' },
      hypotheses: [
        { owner: 'acme', repository: 'shop', number: 42, title: 'Fewer fields', body: '', labels: [], state: 'open' },
      ],
    },
  });
  const lab = await served.repository('acme/lab', { private: true });
  await store.saveMapState(lab.id, { lastGood: { map: mapWith(), version: 'v1', home: { name: 'lab' } } });
  const zenith = await served.repository('zenith/web', { private: false });
  const mixed = mapWith({
    metrics: mapWith().metrics.map((one) => ({ ...one, ...(one.name === 'revenue' ? { public: true } : {}) })),
  });
  await store.saveMapState(zenith.id, { lastGood: { map: mixed, version: 'v1' } });
  await store.saveBet(openBet(zenith, 3, mixed, 'A bet in the open'));
  const concluded = { ...concludedBet(zenith, 4, mixed), concludedAt: lastWeek };
  await store.saveBet(concluded);
  await store.saveOutcomes(zenith.ownerId, [
    {
      ...{ betId: concluded.id, repositoryId: zenith.id, number: 4, metric: 'signup_rate', primary: true },
      ...{ verdict: 'moved', mergedAt: lastWeek, shippedAt: lastWeek, concludedAt: lastWeek, sharedWith: [] },
      ...{ counts: true, expected: { low: 0.1, high: 0.1 }, effect: { relative: 0.1, low: 0.05, high: 0.15 } },
    },
  ]);
  served.metrics = yearReader;
  [ann, kim, sam] = [await served.browserOf('ann'), await served.browserOf('kim'), await served.browserOf('sam')];
});
afterAll(() => served?.close());

const look = async (browser: Browser, path: string) => {
  const answer = await browser.ask(path);
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', text: await answer.text() };
};

describe('a metric', () => {
  test('shows its course, its releases, what each bet did, and how it hangs together', async () => {
    const { status, text } = await look(ann, '/o/acme/metrics/signup_rate');
    expect(status).toBe(200);
    expect(text).toMatch(/<svg[^>]+class="chart"[^>]+role="img" aria-label="Visit to sign-up rate, a value a day/);
    expect(text).toContain('<details><summary>The figures</summary>');
    expect(text).toMatch(
      /Sign-ups divided by unique visits[\s\S]*\+8% to \+14%[\s\S]*Activation rate[\s\S]*followed in 3 of 9 bets/,
    );
    expect(text).toMatch(/Missing<\/dt><dd>3 days since/);
  });

  test('says when its source was read last, by any process', async () => {
    const { now } = served.clock;
    const source = yearMap(now).metrics.find(({ name }) => name === 'signup_rate')?.source ?? '';
    const [connection = '', query = ''] = source.split('/');
    expect((await look(ann, '/o/acme/metrics/signup_rate')).text).not.toContain('Last read');
    await keepReads(served.connection.database, [{ source: connection, query, at: now, seconds: 0.24 }], now);
    expect((await look(ann, '/o/acme/metrics/signup_rate')).text).toMatch(
      /Last read<\/dt><dd>[^<]+ UTC <span class="dim small">in 0\.3 s<\/span>/,
    );
    const { data } = JSON.parse((await look(ann, '/api/v1/o/acme/metrics/signup_rate')).text);
    expect(data.read_at).toBe(now.toISOString());
  });

  test('draws what bets did on one scale: zero is in one place', async () => {
    const { text } = await look(ann, '/o/acme/metrics/signup_rate');
    const zeros = [...text.matchAll(/<line class="zero" x1="(\d+)"/g)].map(([, x]) => x);
    expect(zeros.length).toBeGreaterThan(2);
    expect(new Set(zeros).size).toBe(1);
  });

  test('is marked with the releases of others on what drives it, apart from its own', async () => {
    const { releases } = JSON.parse((await look(ann, '/api/v1/o/acme/metrics/activation_rate')).text);
    const of = (own: boolean) =>
      new Set(
        releases
          .filter((one: { own: boolean }) => one.own === own)
          .flatMap(({ metrics }: { metrics: string[] }) => metrics),
      );
    expect([of(true), of(false)]).toEqual([new Set(['activation_rate']), new Set(['signup_rate'])]);
  });

  test('has its figures as CSV, and its picture as SVG and PNG', async () => {
    const csv = await look(ann, '/o/acme/metrics/signup_rate.csv');
    expect([csv.status, csv.type]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(csv.text).toMatch(/^figure,at,value,low,high,bet,verdict\r\n"level","20/);
    expect(csv.text.match(/^"level"/gm)).toHaveLength(179);
    const svg = await look(ann, '/o/acme/metrics/signup_rate.svg');
    expect([svg.status, svg.type]).toEqual([200, 'image/svg+xml; charset=utf-8']);
    expect(svg.text).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[\s\S]*<\/svg>$/);
    expect(svg.text).not.toMatch(/<style|style=|<script/);
    const png = await ann.ask('/o/acme/metrics/signup_rate.png');
    expect([png.status, png.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(Buffer.from(await png.arrayBuffer()).readUInt32BE(16)).toBe(1520);
  });

  test('of a map that is not the owner’s is found with its repository', async () => {
    expect((await look(ann, '/o/acme/metrics/lab/signup_rate')).text).toContain('lab/signup_rate');
    expect((await look(ann, '/o/acme/key-results/lab/KR1')).text).toContain('lab/KR1');
    expect((await look(kim, '/o/acme/metrics/lab/signup_rate')).status).toBe(404);
  });

  test('tells of no repository that its reader may not read', async () => {
    const { bets, releases } = JSON.parse((await look(kim, '/api/v1/o/acme/metrics/signup_rate')).text);
    const named = [...bets.entries, ...releases].map(({ repository }: { repository: string }) => repository);
    expect([named.length > 0, ...new Set(named)]).toEqual([true, 'shop']);
  });

  test.each([
    '/o/acme/metrics/no_such',
    '/o/acme/metrics/no_such.csv',
    '/o/acme/metrics/no_such.svg',
    '/o/acme/metrics/no_such.png',
    '/o/acme/key-results/KR99',
    '/o/acme/metrics/no-such-home/signup_rate',
    '/o/acme/metrics/%00',
    '/o/acme/metrics/constructor',
    '/o/acme/ledger?metric=%00',
    '/o/acme?metric=%00',
    '/o/zenith/metrics/signup_rate/more/still',
    '/o/nobody/metrics/signup_rate',
  ])('%s is 404', async (path) => expect((await look(ann, path)).status).toBe(404));

  test('of a map in a public repository has no level, in any form, unless the map calls it public', async () => {
    for (const address of ['/o/zenith/metrics/signup_rate', '/o/zenith/key-results/KR1']) {
      const page = await look(sam, address);
      expect([page.status, page.text]).toEqual([200, expect.stringContaining('Its figures are not shown here')]);
      expect(page.text).not.toMatch(/class="chart"|3\.\d+%|→|of the last 28 days/);
      expect((await look(sam, `${address}.csv`)).text).not.toMatch(/"level"|"target"|"way"/);
      expect((await look(sam, `${address}.svg`)).status).toBe(404);
      expect((await look(sam, `${address}.png`)).status).toBe(404);
      const json = JSON.parse((await look(sam, `/api/v1${address}`)).text);
      expect([json.days, json.now, json.key_result?.from ?? null, json.key_result?.chance ?? null]).toEqual([
        [],
        null,
        null,
        null,
      ]);
    }
    expect((await look(sam, '/o/zenith/metrics/revenue')).text).toContain('class="chart"');
  });

  test.each([
    [
      'failed',
      { kind: 'failed', failure: { reason: 'timeout', text: 'it took longer than 10 s' } },
      'It cannot be read.',
    ],
    ['empty', { kind: 'empty' }, 'with nothing for the last half year'],
  ] as const)('whose source is %s says so, and shows the rest', async (_, reading, words) => {
    served.metrics = { read: async () => reading };
    const page = await look(ann, '/o/acme/metrics/signup_rate');
    served.metrics = yearReader;
    expect([page.status, page.text]).toEqual([200, expect.stringContaining(words)]);
    expect(page.text).toContain('+8% to +14%');
  });
});

describe('a key result', () => {
  test('shows its target, the way to it, and what each bet closed of the gap', async () => {
    const { status, text } = await look(ann, '/o/acme/key-results/KR1');
    expect(status).toBe(200);
    expect(text).toMatch(/class="target"[\s\S]*class="way"[\s\S]*3\.1% → 4\.0%[\s\S]*by its history alone/);
    const { key_result, bets } = JSON.parse((await look(ann, '/api/v1/o/acme/key-results/KR1')).text);
    expect(key_result).toMatchObject({ from: 0.031, to: 0.04, chance: expect.any(Number) });
    const [latest] = bets.entries.filter((one: { of_gap: unknown }) => one.of_gap);
    // 11% of what it was, about 3.5%, of the 0.9 points from 3.1% to 4.0%.
    expect(latest.of_gap.share).toBeCloseTo((0.11 * 0.035) / 0.009, 1);
  });

  test('for which less is better closes its gap downwards', async () => {
    const { bets } = JSON.parse((await look(ann, '/api/v1/o/acme/key-results/KR3')).text);
    const closed = bets.entries.filter((one: { of_gap: unknown }) => one.of_gap);
    expect(closed.length).toBeGreaterThan(0);
    for (const { effect, of_gap } of closed) expect(Math.sign(of_gap.share)).toBe(Math.sign(effect.relative));
  });

  test('whose day is over has no way ahead', async () => {
    const { text } = await look(ann, '/o/acme/key-results/KR3');
    expect(text).toContain('Over');
    expect(text).not.toContain('class="way"');
  });
});

/** The record, asked without a server. */
async function asAnn() {
  const record = pageRecord(served.connection.database, await openTenancy(served.connection, async () => {}));
  const place = await record.owner('acme');
  if (!place) throw new Error('acme is not on record');
  const known = await rowsOf<{ id: unknown; name: unknown; private: unknown }>(
    served.connection,
    sql`select id, name, private from repositories`,
  );
  const reader: Reader = new Map(
    known.map((row) => [Number(row.id), { name: String(row.name), private: Boolean(row.private) }]),
  );
  return { record, place, reader };
}

describe('the ledger', () => {
  const ledger = async (browser: Browser, query = '') =>
    JSON.parse((await look(browser, `/api/v1/o/acme/ledger${query}`)).text);
  const numbers = (rows: { number: number }[]) => rows.map(({ number }) => number);

  test('has every bet, those that are open before the others', async () => {
    const { status, text } = await look(ann, '/o/acme/ledger');
    expect(status).toBe(200);
    expect(text.match(/<th scope="row">/g)).toHaveLength(41);
    const { open, entries, next } = await ledger(ann);
    expect([numbers(open).sort(), entries.length, numbers(entries)[0], next]).toEqual([[138, 139, 200], 38, 137, null]);
    expect(numbers((await ledger(ann, '?sort=oldest')).entries)).toEqual(numbers(entries).reverse());
  });

  test.each([
    ['verdict=backfired', (row: Row) => row.verdict === 'backfired'],
    ['decision=none', (row: Row) => row.state === 'concluded' && row.decision === null],
    ['decision=iterate', (row: Row) => row.decision === 'iterate'],
    ['key_result=KR4', (row: Row) => row.key_results.includes('KR4')],
    ['objective=O2', (row: Row) => row.key_results.some((id) => id === 'KR3' || id === 'KR4')],
    ['objective=O2&key_result=KR1', () => false],
    ['team=core', (row: Row) => row.metric === 'projects_completed'],
    ['team=%40acme%2Fgrowth', (row: Row) => row.metric === 'signup_rate' || row.metric === 'activation_rate'],
    ['metric=p95_latency', (row: Row) => row.metric === 'p95_latency'],
    ['repository=app', (row: Row) => row.repository === 'app'],
    ['repository=acme/app&metric=signup_rate', (row: Row) => row.repository === 'app' && row.metric === 'signup_rate'],
    ['key_result=KR99', () => false],
    ['objective=nowhere%2FO1', () => false],
  ] as const)('%s: those, and all of those', async (query, fits) => {
    const all = await ledger(ann);
    const found = await ledger(ann, `?${query}`);
    expect(numbers(found.entries)).toEqual(numbers(all.entries.filter(fits)));
    const hasNone = /verdict|decision/.test(query);
    expect(numbers(found.open)).toEqual(hasNone ? [] : numbers(all.open.filter(fits)));
  });

  test('by period', async () => {
    const all = await ledger(ann);
    const month = all.entries[5].at.slice(0, 7);
    const found = await ledger(ann, `?period=${month}`);
    expect(numbers(found.entries)).toEqual(
      numbers(all.entries.filter(({ at }: { at: string }) => at.startsWith(month))),
    );
  });

  test.each([
    ['verdict=splendid', 'There is no verdict'],
    ['decision=perhaps', 'There is no decision'],
    ['period=2026-Q5', 'There is no period'],
    ['metric=nothing', 'No bet matches'],
    ['after=nonsense', 'A shorter sign-up form'],
    // What JavaScript takes for an instant, and Postgres does not.
    ['after=2026-02-30T00:00:00.000000Z_x', 'A shorter sign-up form'],
    ['after=0000-01-01T00:00:00.000000Z_x', 'A shorter sign-up form'],
    ['period=0000', 'There is no period'],
    ['period=9999-Q4', 'There is no period'],
  ])('%s is told', async (query, words) => {
    const { status, text } = await look(ann, `/o/acme/ledger?${query}`);
    expect([status, text]).toEqual([200, expect.stringContaining(words)]);
  });

  test.each([false, true])(
    'is read in parts, each from where the last ended (oldest first: %s)',
    async (oldestFirst) => {
      const { record, place, reader } = await asAnn();
      const asked = { oldestFirst, unknown: [] };
      const parts: number[][] = [];
      let part = await record.ledger(place, reader, asked, 7);
      for (
        ;
        part.next && parts.length < 20;
        part = await record.ledger(place, reader, { ...asked, after: part.next }, 7)
      )
        parts.push(numbers(part.entries));
      parts.push(numbers(part.entries));
      expect(parts.map(({ length }) => length)).toEqual([7, 7, 7, 7, 7, 3]);
      const { entries } = await ledger(ann, oldestFirst ? '?sort=oldest' : '');
      expect(parts.flat()).toEqual(numbers(entries));
    },
  );

  test('is exported as it is filtered', async () => {
    const csv = await look(ann, '/o/acme/ledger.csv?metric=signup_rate');
    expect(csv.type).toBe('text/csv; charset=utf-8');
    expect(csv.text.trim().split('\r\n')).toHaveLength(1 + 10);
    expect(csv.text).toMatch(/^"shop",100,"A shorter sign-up form","concluded",/m);
  });

  test('has nothing of what its reader may not read', async () => {
    const { open, entries } = await ledger(kim);
    expect(new Set([...open, ...entries].map(({ repository }: Row) => repository))).toEqual(new Set(['shop']));
    const page = await look(kim, '/o/acme/ledger');
    expect(page.text).not.toMatch(/>app#|>api#|"app"|"api"/);
    expect((await look(sam, '/o/acme/ledger')).text).toContain('No bet has been merged yet');
  });

  test('finds nothing by a verdict that it does not show', async () => {
    for (const verdict of ['moved', 'flat', 'backfired'])
      expect(JSON.parse((await look(sam, `/api/v1/o/zenith/ledger?verdict=${verdict}`)).text)).toMatchObject({
        entries: [],
        next: null,
      });
    const { entries } = JSON.parse((await look(sam, '/api/v1/o/zenith/ledger')).text);
    expect(entries).toMatchObject([{ number: 4, metric: 'signup_rate', verdict: null, expected: null }]);
  });
});

interface Row {
  repository: string;
  state?: string;
  metric: string | null;
  verdict: string | null;
  decision: string | null;
  key_results: string[];
}

describe('silence', () => {
  test('is told of each bet, with why and since when', async () => {
    const { status, text } = await look(ann, '/o/acme/silent');
    expect([status, text]).toEqual([200, expect.stringMatching(/Decision owed[\s\S]*api#\d+[\s\S]*\d+ days/)]);
    const { bets } = JSON.parse((await look(kim, '/api/v1/o/acme/silent')).text);
    expect([bets.length > 0, ...new Set(bets.map((one: Row) => one.repository))]).toEqual([true, 'shop']);
  });

  test('that there is none of is said, with what would be there', async () => {
    expect((await look(sam, '/o/acme/silent')).text).toContain('Nothing is silent.');
  });
});

describe('a team', () => {
  test('has its purpose, its metrics with the way up, its bets, its pace and calibration', async () => {
    const { status, text } = await look(ann, '/o/acme/teams/growth');
    expect(status).toBe(200);
    expect(text).toMatch(/<h1><bdi>Growth<\/bdi>[\s\S]*More visitors become teams that stay\./);
    expect(text).toMatch(/Visit to sign-up rate[\s\S]*→[\s\S]*Activation rate[\s\S]*→[\s\S]*Monthly recurring revenue/);
    expect(text).toMatch(/Days from release to readout<\/dt><dd>28[\s\S]*Moved as expected<\/dt><dd>\d+ of 17 bets/);
    const { metrics, bets } = JSON.parse((await look(ann, '/api/v1/o/acme/teams/growth')).text);
    expect(metrics.map(({ name }: { name: string }) => name)).toEqual(['revenue', 'activation_rate', 'signup_rate']);
    expect(new Set(bets.entries.map(({ metric }: Row) => metric))).toEqual(new Set(['signup_rate', 'activation_rate']));
  });

  test('is counted only as far as one may read', async () => {
    const [all, some] = [
      await look(ann, '/api/v1/o/acme/teams/growth'),
      await look(kim, '/api/v1/o/acme/teams/growth'),
    ];
    const concluded = ({ text }: { text: string }) => JSON.parse(text).calibration.concluded;
    expect(concluded(some)).toBeLessThan(concluded(all));
    expect(some.text).not.toMatch(/"(app|api)"/);
  });

  test('without a purpose in the map says how to write one', async () => {
    expect((await look(ann, '/o/acme/teams/core')).text).toContain('purpose: More visitors sign up');
  });

  test.each(['nobody', 'ann', '@ann', '@zenith%2Fgrowth', '%00'])('%s is none: 404', async (name) =>
    expect((await look(ann, `/o/acme/teams/${name}`)).status).toBe(404),
  );
});

describe('hypotheses', () => {
  test('stand with their evidence, and what rests on them', async () => {
    const { status, text } = await look(ann, '/o/acme/hypotheses');
    expect([status, text]).toEqual([
      200,
      expect.stringMatching(/shop#42[\s\S]*Validated[\s\S]*8 of 10 finished the form[\s\S]*shop#200/),
    ]);
    const { counts, hypotheses } = JSON.parse((await look(kim, '/api/v1/o/acme/hypotheses')).text);
    expect(counts).toMatchObject({ validated: 1, testing: 0, stopped: 0 });
    expect(hypotheses).toMatchObject([{ repository: 'shop', number: 42, bets: [{ number: 200, track: 'discovery' }] }]);
    expect(JSON.parse((await look(ann, '/api/v1/o/acme/hypotheses')).text).counts).toMatchObject({ stopped: 1 });
  });

  test('that there are none of are explained', async () => {
    expect((await look(sam, '/o/acme/hypotheses')).text).toContain('No hypothesis is on record.');
  });
});

describe('digests', () => {
  type Editions = Record<'weekly' | 'monthly' | 'quarterly', string[]> & { map: string | null };
  const editions = async (browser: Browser): Promise<Editions[]> =>
    JSON.parse((await look(browser, '/api/v1/o/acme/digests')).text).maps;
  const latest = async (rhythm: 'weekly' | 'monthly' | 'quarterly', at = 0) => (await editions(ann))[0]?.[rhythm][at];

  test('are listed, a map after the other, with how to have them written on GitHub', async () => {
    expect((await editions(ann)).map(({ map }) => map)).toEqual([null, 'lab']);
    expect((await editions(ann))[0]).toMatchObject({
      weekly: Array.from({ length: 8 }, () => expect.stringMatching(/^\d{4}-W\d\d$/)),
      monthly: Array.from({ length: 6 }, () => expect.stringMatching(/^\d{4}-\d\d$/)),
      quarterly: Array.from({ length: 4 }, () => expect.stringMatching(/^\d{4}-Q\d$/)),
    });
    const { text } = await look(ann, '/o/acme/digests');
    expect(text).toContain(`href="/o/acme/digests/${await latest('quarterly')}"`);
    expect(text).toContain('digest: { repository: <bdi>acme/goals</bdi>, weekly: "mon 09:00" }');
    expect(text).toContain('<a href="/o/acme/digests" aria-current="page">Digests</a>');
  });

  test('of a week has the leading metrics drawn, and leads to the editions around it', async () => {
    const [name, before] = [await latest('weekly', 1), await latest('weekly', 2)];
    const { status, text } = await look(ann, `/o/acme/digests/${name}`);
    expect([status, text]).toEqual([200, expect.stringContaining(`<h1>Weekly digest: ${name}</h1>`)]);
    expect(text).toMatch(
      /<h2>Leading metrics<\/h2>[\s\S]*href="\/o\/acme\/metrics\/signup_rate"[\s\S]*<svg class="svg spark"/,
    );
    expect(text).toContain(`href="/o/acme/digests/${before}">Earlier: ${before}</a>`);
    expect(text).toContain(`Later: ${await latest('weekly')}</a>`);
  });

  test('of a quarter looks back at each objective; bets are links', async () => {
    const { text } = await look(ann, `/o/acme/digests/${await latest('quarterly')}`);
    expect(text).toMatch(
      /<h2>[^<]+<\/h2>\s*<div class="table"[\s\S]*<strong>KR1<\/strong>[\s\S]*\d+ concluded, (none|\d+) moved it/,
    );
    expect(text).toMatch(/<a href="\/o\/acme\/bets\/(shop|app|api)\/\d+">(shop|app|api)#\d+<\/a>/);
  });

  test('holds and counts only what its reader may read', async () => {
    const path = `/api/v1/o/acme/digests/${await latest('quarterly')}`;
    const [all, some] = [await look(ann, path), await look(kim, path)];
    const concluded = ({ text }: { text: string }): number => JSON.parse(text).concluded.count;
    expect([concluded(some) > 0, concluded(some) < concluded(all)]).toEqual([true, true]);
    expect(all.text).toMatch(/"repository":"(app|api)"/);
    expect(some.text).not.toMatch(/"repository":"(app|api)"/);
    expect((await look(sam, path)).status).toBe(404);
  });

  test.each(['2026-W54', '2026-10-01', '9999-12', 'constructor', '%00', 'no-such/2026-10', 'x'.repeat(3_000)])(
    'there is none called %s: 404',
    async (name) => expect((await look(ann, `/o/acme/digests/${name}`)).status).toBe(404),
  );
});

describe('a digest in the open', () => {
  test('shows no level that its map does not call public, and not whether what was expected was reached', async () => {
    const [{ weekly }] = JSON.parse((await look(sam, '/api/v1/o/zenith/digests')).text).maps;
    const ofBet = await Promise.all(
      weekly.slice(0, 2).map(async (name: string) => {
        const { metrics, concluded } = JSON.parse((await look(sam, `/api/v1/o/zenith/digests/${name}`)).text);
        for (const one of metrics) if (one.name !== 'revenue') expect([one.level, one.weeks]).toEqual([null, []]);
        expect(metrics.length).toBeGreaterThan(1);
        return concluded.count > 0 ? (await look(sam, `/o/zenith/digests/${name}`)).text : '';
      }),
    );
    // Held against zero alone: that it came to what was expected may tell the level.
    expect(ofBet.join('')).toMatch(/bets\/web\/4">web#4<\/a> \(<code>KR1<\/code>\): it moved;/);
  });
});

describe('the portfolio', () => {
  test('has the shape of half a year and the chance of each key result, and leads to its page', async () => {
    const { text } = await look(ann, '/o/acme');
    expect(text).toMatch(
      /<a href="\/o\/acme\/key-results\/KR1">[\s\S]*class="svg spark"[^>]*aria-label="By week over 182 days: from 3\.\d+% to 3\.\d+%"[\s\S]*chance /,
    );
    const { maps } = JSON.parse((await look(ann, '/api/v1/o/acme')).text);
    expect(maps[0].objectives[0].key_results[0]).toMatchObject({ weeks: { length: 26 }, chance: expect.any(Number) });
  });

  test('of a map in a public repository has neither', async () => {
    expect((await look(sam, '/o/zenith')).text).not.toMatch(/class="svg spark"|chance /);
    const { maps } = JSON.parse((await look(sam, '/api/v1/o/zenith')).text);
    expect(maps[0].objectives[0].key_results[0]).toMatchObject({ weeks: [], chance: null });
  });

  test('leads to bets that do not wait for a release that has come', async () => {
    expect((await look(ann, '/o/acme/bets/shop/100')).text).not.toContain('waiting for its release');
    expect((await look(ann, '/o/acme/bets/shop/136')).text).toContain('waiting for its release');
  });
});

describe('/now', () => {
  test('is for those who run the server, and does not exist for others', async () => {
    expect((await look(ann, '/now')).status).toBe(404);
    const [row] = await rowsOf<{ id: unknown }>(
      served.connection,
      sql`select user_id as id from sessions where login = 'ann'`,
    );
    served.operators.push(Number(row?.id));
    const { status, text } = await look(ann, '/now');
    expect([status, text]).toEqual([200, expect.stringMatching(/Due<[\s\S]*Queue<[\s\S]*Reconciled<[\s\S]*warehouse/)]);
    expect(text).toMatch(
      /in 0\.3 s[\s\S]*signup_rate<\/bdi><\/code> since .*: <bdi>the source did not answer within 30 s<\/bdi>\..*What to do: make the query faster/,
    );
    expect((await look(kim, '/now')).status).toBe(404);
    const answer = await served.browser().ask('/now');
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/sign-in?to=%2Fnow']);
  });
});
