import { beforeAll, describe, expect, test } from 'vitest';
import type { PullRequestOnGitHub } from '../stage/github/pull-request-on-github.ts';
import type { RepositoryOnGitHub } from '../stage/github/repository-on-github.ts';
import { eventually } from '../stage/process/eventually.ts';
import {
  bet,
  checked,
  commented,
  daysAfter,
  mapFile,
  marked,
  outcomeMap,
  settled,
  useStory,
  verdictLabels,
} from '../stage/story/story.ts';

/** The whole story, once on each database, one step a test: each begins where the last one ended. */
describe.each([
  ['embedded', 'github.com'],
  ['postgres', 'an Enterprise Server'],
] as const)('the loop on %s, with GitHub as at %s', (kind, where) => {
  const stage = useStory(kind, { enterprise: where === 'an Enterprise Server' });
  let shop: RepositoryOnGitHub;
  let pull: PullRequestOnGitHub;
  let shippedAt: Date;

  beforeAll(async () => {
    shop = await stage.github.createRepository('acme/shop', { files: { [mapFile]: outcomeMap() } });
    await stage.start();
  });

  const requestsSince = (from: number) =>
    stage.github.requestsOfApp(from).map(({ method, path }) => `${method} ${path}`);

  test('a pull request without an outcome is red, and says what to write; no comment', async () => {
    pull = await shop.openPullRequest({
      title: 'Ask for less',
      author: 'ben',
      branch: 'less',
      files: { 'src/form.ts': 'export {};\n' },
      body: 'The form asks for name and email only.',
    });
    const check = await checked(pull, 'failure', 'No key result or hypothesis named');
    expect(check.summary).toContain('Key result: KR1');
    expect(check.actions.map(({ identifier }) => identifier)).toEqual(['recheck', 'exempt']);
    await settled(stage.github);
    expect(await pull.comments()).toEqual([]);
  });

  test('with the bet in the description it turns green, with a forecast, in six requests at most', async () => {
    const from = stage.github.requests.length;
    await pull.editBody(bet);
    const check = await checked(pull, 'success', 'KR1');
    expect(check.title).toContain('Visit to sign-up rate');
    const forecast = await commented(pull, 'forecast', 'measurable=yes', 'state=open');
    expect(forecast.body).toContain('Visit to sign-up rate');
    expect(forecast.body).toContain('xychart-beta');
    await settled(stage.github);
    expect(requestsSince(from).length).toBeLessThanOrEqual(6);
    expect(await pull.checks()).toHaveLength(1);
  });

  test('an event that changes nothing writes nothing, and asks three times at most', async () => {
    const from = stage.github.requests.length;
    await pull.label('area/growth');
    await settled(stage.github);
    const requests = requestsSince(from);
    expect(requests.filter((line) => !line.startsWith('GET'))).toEqual([]);
    expect(requests.length).toBeLessThanOrEqual(3);
    expect(requests.length).toBeGreaterThan(0);
  });

  test('merged: the bet is frozen; a later edit shows as amended', async () => {
    await pull.merge({ by: 'ann' });
    await commented(pull, 'forecast', 'state=merged');
    await pull.editBody(bet.replace('+10%', '+1%'));
    const forecast = await eventually('amended', async () =>
      (await marked(pull, 'forecast')).find(({ body }) => body.includes('amended')),
    );
    expect(forecast.body).toContain('10');
  });

  test('a pre-release does not count, the release does: the clock starts once', async () => {
    await shop.release({ tag: 'v1.4.0-rc.1', prerelease: true });
    await settled(stage.github);
    expect(await marked(pull, 'forecast', 'state=merged')).toHaveLength(1);
    shippedAt = stage.github.clock.now();
    const release = await shop.release({ tag: 'v1.4.0' });
    const forecast = await commented(pull, 'forecast', 'state=shipped');
    expect(forecast.body).toContain('v1.4.0');
    await shop.editRelease(release, { body: 'Notes' });
    await settled(stage.github);
    expect((await marked(pull, 'forecast')).map(({ body }) => body)).toEqual([forecast.body]);
  });

  test('an interim readout after a week, edited in place, without a label', async () => {
    await stage.writeFigures({ shippedAt, effect: 0.12 });
    // On the embedded database the server must be stopped; on Postgres it keeps running.
    if (kind === 'embedded') await stage.app.stop();
    const inEightDays = daysAfter(shippedAt, 8).toISOString();
    const due = await stage.app.run('readouts', '--dry-run', '--now', inEightDays);
    expect(due).toMatch(/#\d+: an interim readout.*\n1 due by .*; nothing was written\n$/);
    await stage.app.run('readouts', '--ahead', '--now', inEightDays);
    expect(await marked(pull, 'interim')).toHaveLength(1);
    await stage.app.run('readouts', '--ahead', '--now', daysAfter(shippedAt, 15).toISOString());
    const interim = await marked(pull, 'interim');
    expect(interim).toHaveLength(1);
    expect(interim[0]?.body).toContain('interim');
    expect(interim[0]?.body).not.toContain('@ben');
    expect(await marked(pull, 'final')).toEqual([]);
    expect(await verdictLabels(pull)).toEqual([]);
  });

  test('the final readout concludes: the verdict, the interval, the author, one label', async () => {
    const said = await stage.app.run('readouts', '--ahead', '--now', daysAfter(shippedAt, 29).toISOString());
    expect(said).toContain('acme/shop#1');
    const finals = await marked(pull, 'final', 'verdict=moved');
    expect(finals).toHaveLength(1);
    expect(finals[0]?.body).toContain('@ben');
    expect(finals[0]?.body).toContain('95%');
    expect(finals[0]?.body).toContain('v1.4.0');
    expect(await verdictLabels(pull)).toEqual(['soundings:moved']);
    expect(await marked(pull, 'forecast', 'state=concluded')).toHaveLength(1);
  });

  test('run again it posts nothing twice', async () => {
    const before = await pull.comments();
    const from = stage.github.requests.length;
    await stage.app.run('readouts', '--ahead', '--now', daysAfter(shippedAt, 29).toISOString());
    expect(await pull.comments()).toEqual(before);
    expect(requestsSince(from).filter((line) => /^(POST|PATCH|PUT|DELETE) \/repos/.test(line))).toEqual([]);
  });

  test('every request was valid by GitHub’s own description, and none went where GitHub is not', async () => {
    expect(stage.github.violations).toEqual([]);
    expect(stage.site?.strays ?? []).toEqual([]);
    // What people follow are references such as #1, which GitHub makes links of wherever it is.
    expect((await pull.comments()).filter(({ body }) => body.includes('://'))).toEqual([]);
  });
});
