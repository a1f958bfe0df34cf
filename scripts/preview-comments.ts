import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { comments } from '../test/stage/samples/sample-comments.ts';
import { launchBrowser } from './demo/launch-browser.ts';
import type { Moment } from './demo/moment.ts';
import { servePage } from './demo/serve-page.ts';

/*
 * Every comment and check that Soundings writes, on a page that looks as GitHub would show it. With `--shots FOLDER` it is taken as
 * pictures instead: light and dark, on a desk (900 px) and on a phone (390 px), folds open.
 */

const { values } = parseArgs({
  options: { shots: { type: 'string' }, browser: { type: 'string', default: '/usr/bin/chromium' } },
});

const at = new Date('2026-11-17T09:00:00Z');
const moments = comments().flatMap(({ name, body, check }): Moment[] => [
  { at, by: 'preview', kind: 'event', text: name },
  check
    ? { at, by: 'soundings', kind: 'check', conclusion: check.conclusion, title: check.title, summary: body }
    : { at, by: 'soundings', kind: 'comment', body },
]);
const page = await servePage([{ title: 'Every comment and check', number: 0, state: 'Open', moments }]);
if (values.shots === undefined) console.log(`${page.url} (Ctrl-C ends it)`);
else {
  await takeShots(values.shots);
  await page.close();
}

async function takeShots(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const browser = await launchBrowser(values.browser);
  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [900, 390]) {
      const tab = await browser.newPage({ colorScheme, viewport: { width, height: 1000 } });
      await tab.goto(page.url);
      await tab.screenshot({ path: join(folder, `${colorScheme}-${width}-folded.png`), fullPage: true });
      await tab.evaluate('for (const fold of document.querySelectorAll("details")) fold.open = true');
      await tab.waitForFunction(
        'document.querySelectorAll(".mermaid:not([data-processed]), .mermaid:not(:has(svg))").length === 0',
      );
      const articles = tab.locator('article, details.check');
      for (let at = 0; at < (await articles.count()); at += 1) {
        const path = join(folder, `${colorScheme}-${width}-${String(at + 1).padStart(2, '0')}.png`);
        await articles.nth(at).screenshot({ path });
      }
      await tab.close();
    }
  await browser.close();
}
