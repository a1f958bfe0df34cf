import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { concludedBet, mapWith, openBet } from '../stage/pages/page-samples.ts';
import { type ServedPages, servePages } from '../stage/pages/served-pages.ts';

/* Pages as a real browser draws them: on a phone and on a desk, light and dark, without a script, by the keyboard. */

let served: ServedPages;
let browser: Browser;
beforeAll(async () => {
  served = await servePages({ people: { ann: 'admin' } });
  const shop = await served.repository('acme/shop', { private: true });
  const map = mapWith();
  await served.store.saveMapState(shop.id, { lastGood: { map, version: 'v1' } });
  await served.store.saveBet(concludedBet(shop, 12, map));
  await served.store.saveBet(openBet(shop, 13, map, 'W'.repeat(200)));
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
});
afterAll(async () => {
  await browser?.close();
  await served?.close();
});

const paths = ['/', '/o/acme', '/o/acme/bets/shop/12', '/o/acme/bets/shop/13', '/sign-out'];

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
    const errors: string[] = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    for (const path of paths) {
      expect((await page.goto(served.origin + path))?.status()).toBe(200);
      const beside = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      expect([path, beside]).toEqual([path, 0]);
      const ground = String(await page.evaluate('getComputedStyle(document.body).backgroundColor'));
      expect([path, ground]).toEqual([path, colorScheme === 'dark' ? 'rgb(15, 19, 25)' : 'rgb(255, 255, 255)']);
    }
    await page.goto(`${served.origin}/o/acme`);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content');
    expect(errors).toEqual([]);
    await context.close();
  },
);
