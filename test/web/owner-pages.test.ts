import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Browser } from '../stage/pages/browser.ts';
import { mapWith, openBet } from '../stage/pages/page-samples.ts';
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
  const lab = await served.repository('acme/lab', { private: true });
  await store.saveMapState(lab.id, { lastGood: { map: mapWith(), version: 'v1', home: { name: 'lab' } } });
  const zenith = await served.repository('zenith/web', { private: false });
  const mixed = mapWith({
    metrics: mapWith().metrics.map((one) => ({ ...one, ...(one.name === 'revenue' ? { public: true } : {}) })),
  });
  await store.saveMapState(zenith.id, { lastGood: { map: mixed, version: 'v1' } });
  await store.saveBet(openBet(zenith, 3, mixed, 'A bet in the open'));
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

  test('has its figures as CSV, and its picture as SVG', async () => {
    const csv = await look(ann, '/o/acme/metrics/signup_rate.csv');
    expect([csv.status, csv.type]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(csv.text).toMatch(/^figure,at,value,low,high,bet,verdict\r\n"level","20/);
    expect(csv.text.match(/^"level"/gm)).toHaveLength(179);
    const svg = await look(ann, '/o/acme/metrics/signup_rate.svg');
    expect([svg.status, svg.type]).toEqual([200, 'image/svg+xml; charset=utf-8']);
    expect(svg.text).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[\s\S]*<\/svg>$/);
    expect(svg.text).not.toMatch(/<style|style=|<script/);
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
    '/o/acme/key-results/KR99',
    '/o/acme/metrics/no-such-home/signup_rate',
    '/o/acme/metrics/%00',
    '/o/acme/metrics/constructor',
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
