import { beforeAll, describe, expect, test } from 'vitest';
import type { PullRequestOnGitHub } from '../stage/github/pull-request-on-github.ts';
import type { RepositoryOnGitHub } from '../stage/github/repository-on-github.ts';
import { eventually } from '../stage/process/eventually.ts';
import { bet, checked, commented, mapFile, marked, outcomeMap, settled, useStory } from '../stage/story/story.ts';

/** What people do to pull requests and issues, and what the gate makes of it. */
describe('the gate', () => {
  const stage = useStory('embedded', {
    owners: { acme: { installed: true }, globex: { installed: true }, initech: { installed: true } },
  });
  let shop: RepositoryOnGitHub;
  let opened = 0;

  beforeAll(async () => {
    shop = await stage.github.createRepository('acme/shop', {
      files: {
        [mapFile]: outcomeMap(
          'mode: enforce, issues: { mode: advise, labels: [feature] }, exempt: { authors: ["dependabot[bot]"], labels: [no-outcome], paths: ["docs/**"] }',
        ),
      },
    });
    await stage.start();
  });

  const open = (body: string, wish: Record<string, unknown> = {}): Promise<PullRequestOnGitHub> => {
    opened += 1;
    return shop.openPullRequest({
      title: `Change ${opened}`,
      author: 'ben',
      branch: `change-${opened}`,
      files: { [`src/change-${opened}.ts`]: 'export {};\n' },
      body,
      ...wish,
    });
  };

  test('a repository without a map is left alone', async () => {
    const quiet = await stage.github.createRepository('acme/quiet');
    const pull = await quiet.openPullRequest({
      title: 'Anything',
      author: 'ben',
      branch: 'anything',
      files: { 'a.txt': 'a\n' },
      body: 'Key result: KR1',
    });
    await pull.comment('/soundings check', 'ann');
    const issue = await quiet.openIssue({ title: 'An idea', labels: ['feature'] });
    await settled(stage.github);
    expect(await pull.checks()).toEqual([]);
    expect((await pull.comments()).map(({ body }) => body)).toEqual(['/soundings check']);
    expect(await issue.comments()).toEqual([]);
  });

  test.each([false, true])(
    'the map of the owner’s .github repository serves those without one of their own (private: %s)',
    async (isPrivate) => {
      const owner = isPrivate ? 'initech' : 'globex';
      const wish = { private: isPrivate, files: { [mapFile]: outcomeMap() } };
      const shared = await stage.github.createRepository(`${owner}/.github`, wish);
      expect(shared.fullName).toBe(`${owner}/.github`);
      const site = await stage.github.createRepository(`${owner}/site`, { private: isPrivate });
      await settled(stage.github);
      const from = stage.github.requests.length;
      const pull = await site.openPullRequest({
        title: 'Anything',
        author: 'ben',
        branch: 'anything',
        files: { 'a.txt': 'a\n' },
        body: 'Key result: KR1',
      });
      await checked(pull, 'success', 'KR1');
      await commented(pull, 'forecast');
      await settled(stage.github);
      // The first event of a person: what they may read and write is remembered for the next ones. The forecast goes by the map that the check was made by.
      const requests = stage.github.requestsOfApp(from).map(({ method, path }) => `${method} ${path}`);
      expect(requests.length, requests.join('\n')).toBeLessThanOrEqual(8);
    },
  );

  test('a name that does not exist does not count; the nearest is named', async () => {
    const pull = await open('Key result: KR9\nExpect: signup_rat +3%');
    const check = await checked(pull, 'failure');
    expect(check.title).toContain('KR9');
    expect(check.summary).toContain('KR1');
    expect(check.summary).toContain('signup_rate');
  });

  test('a hypothesis issue carries the bet: its number, or closing it, is enough', async () => {
    const issue = await shop.openIssue({
      title: 'Shorter form',
      body: 'Key result: KR1\nExpect: signup_rate +5% within 14 days',
    });
    await checked(await open(`Hypothesis: #${issue.number}`), 'success');
    await checked(await open(`Closes #${issue.number}`), 'success');
    const linked = await open('Linked in the sidebar only');
    await checked(linked, 'failure');
    linked.linkIssue(issue.number);
    await linked.rerequestCheck('ben');
    await checked(linked, 'success');
    expect(await linked.checks()).toHaveLength(1);
  });

  test('where GraphQL is not there, the gate carries on without the sidebar', async () => {
    stage.github.graphql = 'missing';
    try {
      await checked(await open('Nothing here'), 'failure', 'No key result or hypothesis named');
    } finally {
      stage.github.graphql = 'served';
    }
  });

  test('a draft is never red; ready for review it is', async () => {
    const pull = await open('Nothing yet', { draft: true });
    await checked(pull, 'neutral');
    await pull.readyForReview();
    await checked(pull, 'failure');
  });

  test.each([
    ['a non-bet with a reason', 'Outcome: none (chore): dependency update', {}, 'success'],
    ['a non-bet without one of the reasons', 'Outcome: none (because): dependency update', {}, 'failure'],
    ['only exempt paths', 'Words', { files: { 'docs/a.md': 'a\n' } }, 'neutral'],
    ['exempt paths and others', 'Words', { files: { 'docs/b.md': 'a\n', 'src/b.ts': '\n' } }, 'failure'],
    ['an exempt author', 'Bump', { author: 'dependabot[bot]' }, 'neutral'],
    ['a bet in a code block', '```\nKey result: KR1\n```', {}, 'failure'],
    ['a bet in an HTML comment', '<!--\nKey result: KR1\n-->', {}, 'failure'],
  ])('%s', async (_, body, wish, conclusion) => {
    await checked(await open(body, wish), conclusion);
  });

  test('a human commit on a bot’s pull request does not ride along', async () => {
    const pull = await open('Bump', { author: 'dependabot[bot]' });
    await checked(pull, 'neutral');
    await pull.push({ 'src/slipped-in.ts': 'export {};\n' }, { by: 'ben' });
    await checked(pull, 'failure');
  });

  test('the exempt label, and its removal', async () => {
    const pull = await open('Nothing');
    await checked(pull, 'failure');
    await pull.label('no-outcome', 'ann');
    await checked(pull, 'neutral', 'no-outcome');
    await pull.unlabel('no-outcome', 'ann');
    await checked(pull, 'failure');
  });

  test('commands: from people with write access, answered by a reaction, refused with a reason', async () => {
    const pull = await open('Nothing');
    await checked(pull, 'failure');
    const refused = await pull.comment('/soundings exempt because I say so', 'sam');
    const reply = await commented(pull, 'reply');
    expect(reply.body).toContain('write access');
    await checked(pull, 'failure');
    expect(await pull.reactions(refused)).not.toContain('soundings[bot] +1');

    const granted = await pull.comment('Fine by me.\n\n/soundings exempt @everyone agreed <b>offline</b>', 'ann');
    const check = await checked(pull, 'neutral', 'Exempt');
    expect(check.summary).not.toContain('@everyone agreed <b>');
    await eventually('a reaction', async () => (await pull.reactions(granted)).includes('soundings[bot] +1'));
    await pull.comment('/soundings measur', 'ann');
    await eventually('a second reply', async () =>
      (await marked(pull, 'reply')).find(({ body }) => body.includes('measure')),
    );
    await pull.comment('not a command: /soundings exempt me', 'ann');
    await settled(stage.github);
    expect(await marked(pull, 'reply')).toHaveLength(2);
  });

  test('buttons: anyone who presses one must have write access', async () => {
    const pull = await open('Nothing');
    await checked(pull, 'failure');
    await pull.pressButton('exempt', 'rae');
    await commented(pull, 'reply');
    await checked(pull, 'failure');
    await pull.pressButton('exempt', 'ann');
    await checked(pull, 'neutral', 'ann');
  });

  test('a description without its bet any more: red again, and the forecast says so', async () => {
    const pull = await open(bet);
    await checked(pull, 'success');
    const forecast = await commented(pull, 'forecast');
    await pull.editBody('Never mind');
    await checked(pull, 'failure');
    await eventually('withdrawn', async () =>
      (await marked(pull, 'forecast')).find(({ body }) => body !== forecast.body),
    );
    expect(await pull.comments()).toHaveLength(1);
  });

  test('a metric that cannot be read is told before the merge', async () => {
    const pull = await open('Key result: KR1\nExpect: checkout_started +5% within 14 days');
    await checked(pull, 'success');
    const forecast = await commented(pull, 'forecast', 'measurable=no');
    expect(forecast.body).toContain('cannot be measured');
  });

  test('a pull request that edits the map has its problems annotated; the base copy judges', async () => {
    const pull = await open('Key result: KR1', {
      files: { [mapFile]: outcomeMap().replace('drives: [projects_completed]', 'drives: [projects_complete]') },
    });
    const check = await eventually('annotations', async () => {
      const run = await pull.check();
      return run && run.annotations.length > 0 && run;
    });
    expect(check.conclusion).not.toBe('failure');
    expect(check.annotations[0]).toMatchObject({ path: mapFile, start_line: 10 });
    expect(check.annotations[0].message).toContain('projects_completed');
  });

  test('the merge queue is answered on the group’s head, judged from its pull requests', async () => {
    const good = await open(bet);
    const bad = await open('Nothing');
    await checked(good, 'success');
    await checked(bad, 'failure');
    const group = await shop.addToMergeQueue(good);
    await eventually('green', async () =>
      (await shop.checks(group.headSha)).find(({ conclusion }) => conclusion === 'success'),
    );
    const mixed = await shop.addToMergeQueue(good, bad);
    await eventually('red', async () =>
      (await shop.checks(mixed.headSha)).find(({ conclusion }) => conclusion === 'failure'),
    );
  });

  test('issues are advised: one comment and a label, taken back once a reference is there', async () => {
    const unasked = await shop.openIssue({ title: 'A bug', body: 'It is broken' });
    const issue = await shop.openIssue({ title: 'A feature', body: 'It would be nice', labels: ['feature'] });
    const advice = await commented(issue, 'reference');
    await eventually('the label', async () => (await issue.labels()).includes('soundings:needs-outcome'));
    await issue.edit({ body: 'It would be nice.\n\nKey result: KR1' });
    await eventually('the label is gone', async () => !(await issue.labels()).includes('soundings:needs-outcome'));
    const resolved = await eventually('resolved', async () =>
      (await marked(issue, 'reference')).find(({ body }) => body !== advice.body),
    );
    expect(resolved.body).toMatch(/resolved/i);
    await settled(stage.github);
    expect(await issue.comments()).toHaveLength(1);
    expect(await unasked.comments()).toEqual([]);
  });

  test('a map that turns invalid: the last good copy stays in force, and says since when; never a red wall', async () => {
    const pull = await open('Key result: KR1');
    await checked(pull, 'success');
    await shop.commitFile(mapFile, 'version: 1\nmetrics: [oops\n');
    await pull.label('anything');
    const check = await eventually('a note', async () => {
      const run = await pull.check();
      return run?.summary?.includes('line') && run;
    });
    expect(check.conclusion).toBe('success');
    await shop.commitFile(mapFile, outcomeMap());
    await eventually('the note is gone', async () => !(await pull.check())?.summary?.includes('last good'));
  });

  test('a map that was never valid: neutral, and says so', async () => {
    const broken = await stage.github.createRepository('acme/broken', {
      files: { [mapFile]: 'version: 2\nmetric: {}\n' },
    });
    const pull = await broken.openPullRequest({
      title: 'Anything',
      author: 'ben',
      branch: 'anything',
      files: { 'a.txt': 'a\n' },
      body: 'Nothing',
    });
    const check = await checked(pull, 'neutral');
    expect(check.summary).toContain('line');
  });
});
