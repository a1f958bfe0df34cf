import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import { sql } from 'drizzle-orm';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newestEdition } from '../../src/domain/digest/editions.ts';
import { planOf } from '../../src/domain/digest/plan-of.ts';
import { rhythms } from '../../src/domain/outcome-map/digest/plan.ts';
import { rowsOf } from '../stage/database/rows.ts';
import { openBet } from '../stage/pages/page-samples.ts';
import { type ServedPages, servePages } from '../stage/pages/served-pages.ts';
import { saveYearOfBets, yearMap, yearReader } from '../stage/pages/year-of-bets.ts';

/* Pages as a real browser draws them: on a phone and on a desk, light and dark, without a script, by the keyboard, with a year of bets; and looked at by axe. */

let served: ServedPages;
let browser: Browser;
beforeAll(async () => {
  served = await servePages({ people: { ann: 'admin' } });
  const shop = await served.repository('acme/shop', { private: true });
  const map = yearMap(served.clock.now);
  await served.store.saveMapState(shop.id, { lastGood: { map, version: 'v1' } });
  await saveYearOfBets(served.store, [shop], map, served.clock.now);
  await served.store.saveBet(openBet(shop, 13, map, 'W'.repeat(200)));
  served.metrics = yearReader;
  await served.browserOf('ann');
  const [row] = await rowsOf<{ id: unknown }>(served.connection, sql`select user_id as id from sessions`);
  served.operators.push(Number(row?.id));
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
});
afterAll(async () => {
  await browser?.close();
  await served?.close();
});

const paths = [
  ...['/', '/o/acme', '/o/acme/bets/shop/100', '/o/acme/bets/shop/13', '/sign-out', '/o/acme/nothing', '/now'],
  ...['/o/acme/metrics/signup_rate', '/o/acme/metrics/revenue', '/o/acme/key-results/KR1', '/o/acme/key-results/KR3'],
  ...[
    '/o/acme/ledger',
    '/o/acme/ledger?verdict=splendid',
    '/o/acme/silent',
    '/o/acme/teams/growth',
    '/o/acme/hypotheses',
    '/o/acme/digests',
    ...rhythms.map((rhythm) => `/o/acme/digests/${newestEdition(planOf({}), rhythm, new Date())?.name}`),
  ],
];

const axe = readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** What axe finds, by rule and place. */
async function findingsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

test('a first look at any page, whatever it loads, is less than 150 kB before it is compressed', async () => {
  const held = (await served.browserOf('ann')).cookie('session') ?? '';
  for (const path of paths) {
    const context = await browser.newContext();
    await context.addCookies([{ name: 'soundings_session', value: held, url: served.origin }]);
    const page = await context.newPage();
    const loaded: Promise<Buffer>[] = [];
    page.on('response', (response) => loaded.push(response.body()));
    await page.goto(served.origin + path, { waitUntil: 'networkidle' });
    const bytes = (await Promise.all(loaded)).reduce((sum, { byteLength }) => sum + byteLength, 0);
    // The page and its style at least.
    expect(loaded.length).toBeGreaterThanOrEqual(2);
    expect([path, bytes < 150_000]).toEqual([path, true]);
    await context.close();
  }
});

test.each([900, 1040])('%i px: no table has columns beside its frame', async (width) => {
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  const held = (await served.browserOf('ann')).cookie('session') ?? '';
  await context.addCookies([{ name: 'soundings_session', value: held, url: served.origin }]);
  const page = await context.newPage();
  for (const path of ['/o/acme', '/o/acme/ledger', '/o/acme/teams/growth', '/o/acme/key-results/KR1']) {
    await page.goto(served.origin + path);
    const beside = await page.evaluate(
      '[...document.querySelectorAll(".table")].map((table) => table.scrollWidth - table.clientWidth).filter(Boolean)',
    );
    expect([path, beside]).toEqual([path, []]);
  }
  await context.close();
});

test.each([
  [390, 'dark'],
  [1280, 'light'],
] as const)(
  '%i px, %s: nothing is refused by the policy, nothing lies beside the page, the ground is as the reader likes it',
  async (width, colorScheme) => {
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      colorScheme,
      javaScriptEnabled: true,
    });
    const held = (await served.browserOf('ann')).cookie('session') ?? '';
    await context.addCookies([{ name: 'soundings_session', value: held, url: served.origin }]);
    const page = await context.newPage();
    const [errors, findings]: [string[], string[]] = [[], []];
    await page.addInitScript(`
      globalThis.shifts = 0;
      new PerformanceObserver((list) => { for (const { value } of list.getEntries()) globalThis.shifts += value; })
        .observe({ type: 'layout-shift', buffered: true });`);
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    for (const path of paths) {
      expect((await page.goto(served.origin + path))?.status()).toBe(path.endsWith('nothing') ? 404 : 200);
      const beside = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      expect([path, beside]).toEqual([path, 0]);
      // Read after it is drawn: what comes later than the first picture would move it.
      const shifts = await page.evaluate(
        'new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(globalThis.shifts))))',
      );
      expect([path, shifts]).toEqual([path, 0]);
      const ground = String(await page.evaluate('getComputedStyle(document.body).backgroundColor'));
      expect([path, ground]).toEqual([path, colorScheme === 'dark' ? 'rgb(15, 19, 25)' : 'rgb(255, 255, 255)']);
      findings.push(...(await findingsOf(page)).map((finding) => `${path} ${finding}`));
    }
    expect(findings).toEqual([]);
    await page.goto(`${served.origin}/o/acme`);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content');
    expect(errors.filter((error) => !error.includes('404'))).toEqual([]);
    await context.close();
  },
);
