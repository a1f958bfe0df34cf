import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startGitHub } from '../test/stage/github/start-github.ts';
import { AppProcess } from '../test/stage/process/app-process.ts';
import { endOnPages } from './demo/end-on-pages.ts';
import { play } from './demo/play.ts';
import { playMap } from './demo/play-map.ts';
import { servePage } from './demo/serve-page.ts';
import { aside } from './demo/tell.ts';

/**
 * `npm run demo`: the story in the terminal, then the pull request as a page, and the portfolio; with `--exit`, without the pages. `--story map`: how the map
 * thinks along, with an issue for its hypothesis and one for a challenge.
 */
const stories = { loop: play, map: playMap };
const { values } = parseArgs({
  options: { story: { type: 'string', default: 'loop' }, exit: { type: 'boolean', default: false } },
});
const story = stories[values.story as keyof typeof stories];
if (!story) throw new Error(`There is no story "${values.story}": ${Object.keys(stories).join(' or ')}`);

const folder = await mkdtemp(join(tmpdir(), 'soundings-demo-'));
const github = await startGitHub();
const environment = {
  APP_ID: String(github.appId),
  PRIVATE_KEY: github.privateKey,
  WEBHOOK_SECRET: github.secret,
  GITHUB_API_URL: github.apiUrl,
  DATA_DIR: join(folder, 'data'),
  SOUNDINGS_SOURCES: join(folder, 'sources.yml'),
};
let app = new AppProcess(folder, environment);
const end = async () => {
  await app.stop();
  await github.close();
  await rm(folder, { recursive: true, force: true });
};

/** Ctrl-C ends it in good order wherever it is. */
const interrupted = new Promise<undefined>((done) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done(undefined));
});

try {
  const timelines = await Promise.race([story({ github, app, folder }), interrupted]);
  if (timelines && !values.exit) {
    const page = await servePage(timelines);
    aside(`\n   As GitHub shows it: ${page.url}`);
    await app.stop();
    const pages = await endOnPages({ github, environment, folder });
    app = pages.app;
    aside(`   The portfolio, with a year of forty bets: ${pages.url}   (Ctrl-C ends)`);
    await interrupted;
    await page.close();
  }
} catch (error) {
  console.error(`\nThe demo stopped: ${error instanceof Error ? error.message : error}\n${await app.log()}`);
  process.exitCode = 1;
} finally {
  await end();
}
