import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pictured, textsPictured } from '../test/stage/samples/pictured.ts';
import { launchBrowser } from './demo/launch-browser.ts';
import { servePage } from './demo/serve-page.ts';

/*
 * npm run pictures: takes the README's pictures anew, of what today's renderers write. `texts.json` says of which text they are, so that a test sees
 * a text that changed without its picture.
 */
const folder = 'docs/pictures';
const at = new Date('2026-11-17T09:00:00Z');
const browser = await launchBrowser(process.argv[2]);
for (const [name, { body }] of pictured) {
  const moments = [{ at, by: 'soundings', kind: 'comment' as const, body }];
  const page = await servePage([{ title: name, number: 0, state: 'Open', moments }]);
  for (const colorScheme of ['light', 'dark'] as const) {
    const tab = await browser.newPage({ colorScheme, viewport: { width: 760, height: 1000 }, deviceScaleFactor: 1.5 });
    await tab.goto(page.url);
    await tab.waitForLoadState('networkidle');
    await tab
      .locator('article')
      .first()
      .screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
    await tab.close();
  }
  await page.close();
}
await browser.close();
await writeFile(join(folder, 'texts.json'), `${JSON.stringify(textsPictured(), undefined, 2)}\n`);
