import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { copyFolder } from '../stage/database/data-folders.ts';
import type { PullRequestOnGitHub } from '../stage/github/pull-request-on-github.ts';
import type { RepositoryOnGitHub } from '../stage/github/repository-on-github.ts';
import { eventually } from '../stage/process/eventually.ts';
import { bet, checked, commented, mapFile, marked, outcomeMap, settled, useStory } from '../stage/story/story.ts';

/** The operator puts a backup back, or begins with an empty database: what stands on GitHub is taken up, and nothing is said twice. */
describe('what the database does not know', () => {
  const stage = useStory('embedded');
  let shop: RepositoryOnGitHub;
  let opened = 0;
  const data = () => join(stage.folder, 'data');
  const copy = () => join(stage.folder, 'copy');

  beforeAll(async () => {
    await stage.start();
    shop = await stage.github.createRepository('acme/shop', { files: { [mapFile]: outcomeMap() } });
  });

  const open = (body: string) => {
    opened += 1;
    const branch = `change-${opened}`;
    const files = { [`src/${opened}.ts`]: 'export {};\n' };
    return shop.openPullRequest({ title: `Change ${opened}`, author: 'ben', branch, files, body });
  };
  async function restart(meanwhile: () => Promise<void>): Promise<void> {
    await settled(stage.github);
    await stage.app.stop();
    await meanwhile();
    await stage.start();
  }
  async function isTakenUp(pull: PullRequestOnGitHub, percent: number): Promise<void> {
    const own = async () => (await marked(pull, 'forecast')).filter(({ author }) => author !== 'sam');
    const ids = (await own()).map(({ id }) => id);
    await pull.editBody(bet.replace('+10%', `+${percent}%`));
    await settled(stage.github);
    await checked(pull, 'success');
    const forecasts = await eventually('A forecast anew', async () => {
      const now = await own();
      return now.some(({ body }) => new RegExp(`rise ${percent}\\s*%`).test(body)) && now;
    });
    expect(forecasts.map(({ id }) => id)).toEqual(ids);
    expect(await pull.checks()).toHaveLength(1);
  }

  let before: PullRequestOnGitHub;
  let after: PullRequestOnGitHub;
  let copied = '';
  const saidBy = async (pull: PullRequestOnGitHub, login: string) =>
    (await marked(pull, 'forecast')).filter(({ author }) => author === login).map(({ body }) => body);

  test('a backup is made, and more is opened after it', async () => {
    before = await open(bet);
    copied = (await commented(before, 'forecast')).body;
    await restart(async () => copyFolder(data(), copy()));
    after = await open('Nothing');
    await checked(after, 'failure');
    await after.comment(copied, 'sam');
    await after.editBody(bet);
    await eventually('A forecast of our own', async () => (await marked(after, 'forecast')).length === 2);
  });

  test('it is put back: comments and checks are edited in place, and one whose marker an outsider copied is none of ours', async () => {
    await restart(async () => {
      await rm(data(), { recursive: true });
      copyFolder(copy(), data());
    });
    for (const pull of [before, after]) await isTakenUp(pull, 20);
    expect(await saidBy(after, 'sam')).toEqual([copied]);
  });

  test('the database is empty: the same', async () => {
    await restart(() => rm(data(), { recursive: true }));
    for (const pull of [before, after]) await isTakenUp(pull, 30);
    expect(await saidBy(after, 'sam')).toEqual([copied]);
  });

  test('what is opened from then on costs no looking', async () => {
    const from = stage.github.requests.length;
    const young = await open(bet);
    await commented(young, 'forecast');
    await settled(stage.github);
    const looking = stage.github
      .requestsOfApp(from)
      .filter(
        ({ method, path }) =>
          method === 'GET' &&
          (path.includes(`/issues/${young.number}/comments`) ||
            (path.includes(`/commits/`) && path.includes('/check-runs'))),
      );
    expect(looking).toEqual([]);
  });
});
