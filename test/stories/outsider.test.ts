import { beforeAll, describe, expect, test } from 'vitest';
import type { IssueOnGitHub } from '../stage/github/issue-on-github.ts';
import type { PullRequestOnGitHub } from '../stage/github/pull-request-on-github.ts';
import type { RepositoryOnGitHub } from '../stage/github/repository-on-github.ts';
import { eventually } from '../stage/process/eventually.ts';
import { bet, checked, commented, mapFile, marked, outcomeMap, settled, useStory } from '../stage/story/story.ts';

/** About what the shop earns and how it answers: `shopMetrics` moves around these. */
const revenueFrom = 182_000;
const revenueTo = 203_000;
const latencyFrom = 220;
const latencyTo = 262;

const boardSecret = 'we run out of money in May';
const keyOfSecretFile = 'db_password_of_the_shop';

/** Nothing of it is public. */
const hiddenMap = outcomeMap()
  .replaceAll(', public: true', '')
  .replaceAll(/\n *public: true/g, '');
const elsewhere = hiddenMap
  .replace('Monthly recurring revenue', 'Takings of the secret plan')
  .replace('Small teams finish projects with us', 'Sell the company');

/**
 * Sam has an account, and reads what is public: nothing more. Everything that he can do with it, one step a test; the last one reads all that
 * the app has written.
 */
describe('an outsider', () => {
  const stage = useStory('embedded');
  /** Public, with a map of its own. */
  let shop: RepositoryOnGitHub;
  /** Public; its map is the private one of the owner. */
  let website: RepositoryOnGitHub;
  let secret: RepositoryOnGitHub;
  let webhooks: string;
  let count = 0;
  const pulls: PullRequestOnGitHub[] = [];
  const issues: IssueOnGitHub[] = [];

  beforeAll(async () => {
    const { github } = stage;
    const people = { sam: 'none', rae: 'none' } as const;
    await github.createRepository('acme/.github', { private: true, people, files: { [mapFile]: elsewhere } });
    secret = await github.createRepository('acme/secret', {
      ...{ private: true, people },
      files: { 'deploy/prod.yml': `${keyOfSecretFile}: hunter2\n` },
    });
    await secret.openIssue({
      title: 'Board minutes',
      body: `Expect: revenue +1%\nBecause: ${boardSecret}`,
      author: 'ann',
    });
    shop = await github.createRepository('acme/shop', { files: { [mapFile]: hiddenMap } });
    website = await github.createRepository('acme/website');
    webhooks = await stage.app.start();
    github.deliverTo(webhooks);
  });

  const open = async (body: string, wish: Record<string, unknown> = {}, where = shop) => {
    count += 1;
    const branch = `change-${count}`;
    const pull = await where.openPullRequest({
      ...{ title: `Change ${count}`, author: 'sam', branch, body, fork: true },
      files: { [`src/${branch}.ts`]: 'export {};\n' },
      ...wish,
    });
    pulls.push(pull);
    return pull;
  };
  const ofTheTeam = (body: string, where = shop) => open(body, { author: 'ben', fork: false }, where);
  /** Waits for its check, whatever it says. */
  const judged = (pull: PullRequestOnGitHub) =>
    eventually('A check', async () => {
      const run = await pull.check();
      return run?.conclusion ? run : undefined;
    });
  const asked = (from: number) => stage.github.requestsOfApp(from);
  const quiet = () => settled(stage.github);

  test('asks for figures, by every way of naming a size: the check answers, and shows none', async () => {
    for (const [body, where] of [
      [bet, shop],
      ['Expect: revenue +1000000 usd\nGuard: p95_latency +500ms\nKey result: KR1', shop],
      ['Expect: revenue from 1000000 to 2000000\nGuard: p95_latency +1ms', shop],
      ['Expect: revenue +1% to +1000000%', shop],
      ['Expect: revenue +1%', website],
      ['Expect: takings +1%\nKey result: KR2', website],
    ] as const)
      await judged(await open(body, {}, where));
    await quiet();
  });

  test('names what he may not read, in an issue, in a file, in a map: it is as if it were not there', async () => {
    const absent = await checked(await open('Hypothesis: acme/nowhere#1'), 'failure');
    const hidden = await checked(await open('Hypothesis: acme/secret#1'), 'failure');
    const asAbsent = (text: string | null) => text?.replaceAll('acme/secret', 'acme/nowhere');
    expect(asAbsent(hidden.title)).toBe(absent.title);
    expect(asAbsent(hidden.summary)).toBe(absent.summary);

    const proposing = async (extended: string) =>
      judged(await open('Nothing', { files: { [mapFile]: `_extends: ${extended}\nversion: 1\n` } }));
    const there = await proposing('acme/secret:deploy/prod.yml');
    const notThere = await proposing('acme/secret:deploy/none.yml');
    expect(there.summary?.replaceAll('prod.yml', 'none.yml')).toBe(notThere.summary);
    await quiet();
  });

  test('writes words that JavaScript knows: he is told that nobody knows them, and the team has its check', async () => {
    for (const word of ['constructor', 'toString', '__proto__', 'hasOwnProperty'])
      await checked(await open(`Expect: signup_rate +3${word}\nGuard: p95_latency +1${word}`), 'failure');

    const hypothesis = await shop.openIssue({
      ...{ title: 'A thought', author: 'sam' },
      body: 'Expect: signup_rate +3% within 14 days',
    });
    issues.push(hypothesis);
    const team = await ofTheTeam(`Hypothesis: #${hypothesis.number}`);
    await checked(team, 'success');
    await hypothesis.edit({ body: 'Expect: signup_rate +3valueOf within 14 days' });
    await team.push({ 'src/more.ts': 'export {};\n' });
    await judged(team);
    await quiet();
  });

  test('stands in a merge queue: everybody else is judged', async () => {
    const one = await ofTheTeam('Nothing');
    const odd = await open('Expect: signup_rate +3valueOf', { title: `Merge pull request #${one.number} from x/y` });
    const two = await ofTheTeam(bet);
    const { headSha } = await shop.addToMergeQueue(one, odd, two);
    const run = await eventually('A check of the group', async () =>
      (await shop.checks(headSha)).find(({ conclusion }) => conclusion),
    );
    expect(run.conclusion).toBe('failure');
    for (const { number } of [one, odd]) expect(run.summary).toContain(`#${number}`);
    await quiet();
  });

  test('has a typo merged, and makes a revert of it afterwards: nothing is undone, and GitHub is hardly asked', async () => {
    const typo = await open('Outcome: none (chore): a typo');
    await checked(typo, 'success');
    await typo.merge({ by: 'ann' });
    const pull = await ofTheTeam(bet);
    await commented(pull, 'forecast');
    await pull.merge({ by: 'ann' });
    await commented(pull, 'forecast', 'state=merged');
    await quiet();
    const from = stage.github.requests.length;
    const many = Array.from({ length: 600 }, (_, index) => `Reverts #${10_000 + index}`);
    await typo.editBody([`Reverts #${pull.number}`, ...many].join('\n'));
    await quiet();
    expect(await marked(pull, 'forecast', 'state=merged')).toHaveLength(1);
    expect(await pull.labels()).not.toContain('soundings:reverted');
    expect(asked(from).length).toBeLessThanOrEqual(9);
  });

  test('gives orders, many of them: a reaction each, words once, and the owner waits for nothing', async () => {
    const pull = await open('Nothing');
    await checked(pull, 'failure');
    const orders = [
      ...['exempt because', 'help', 'check', 'decide keep', 'hypothesis validated "x"', 'nonsense'],
      ...Array.from({ length: 30 }, (_, index) => `exempt again ${index}`),
    ];
    for (const order of orders) await pull.comment(`/soundings ${order}`, 'sam');
    const team = await ofTheTeam(bet);
    await commented(team, 'forecast');
    await checked(pull, 'failure');
    await quiet();
    expect((await marked(pull, 'reply')).length).toBeLessThanOrEqual(1);
  });

  test('sets labels where GitHub lets him: no standing changes, and no check turns', async () => {
    const hypothesis = await shop.openIssue({
      ...{ title: 'Another thought', author: 'sam', labels: ['hypothesis', 'soundings:validated'] },
      body: 'Expect: signup_rate +3% within 14 days',
    });
    issues.push(hypothesis);
    await commented(hypothesis, 'hypothesis', 'state=proposed');
    await hypothesis.label('soundings:stopped', 'sam');
    await quiet();
    expect(await hypothesis.labels()).not.toContain('soundings:stopped');
    expect(await hypothesis.labels()).not.toContain('soundings:validated');
    await commented(hypothesis, 'hypothesis', 'state=proposed');
  });

  test('floods the door with what nobody signed: it opens for GitHub all the same', async () => {
    const forged = {
      'content-type': 'application/json',
      'x-github-event': 'push',
      'x-hub-signature-256': `sha256=${'0'.repeat(64)}`,
    };
    const body = JSON.stringify({ text: 'x'.repeat(5_000_000) });
    const flood = Array.from({ length: 30 }, (_, index) =>
      fetch(webhooks, { method: 'POST', body, headers: { ...forged, 'x-github-delivery': `forged-${index}` } }).then(
        ({ status }) => status,
        () => 0,
      ),
    );
    const from = stage.github.requests.length;
    for (let probe = 0; probe < 20; probe += 1) await fetch(new URL('/readyz', webhooks));
    expect(asked(from).filter(({ path }) => path === '/app').length).toBeLessThanOrEqual(1);
    const pull = await ofTheTeam(bet);
    await checked(pull, 'success');
    for (const status of await Promise.all(flood)) expect([0, 401, 413, 503]).toContain(status);
  });

  test('and has read nothing, in all that was written, that he may not know', async () => {
    await quiet();
    const written: string[] = [];
    for (const pull of pulls) {
      written.push(...(await pull.comments()).filter(({ author }) => author !== 'sam').map(({ body }) => body));
      written.push(...(await pull.checks()).map((run) => [run.title, run.summary, run.text].join('\n')));
    }
    for (const issue of issues)
      written.push(...(await issue.comments()).filter(({ author }) => author !== 'sam').map(({ body }) => body));
    const all = written.join('\n\n');
    // Anyone who reads nothing finds nothing.
    expect(written.length).toBeGreaterThan(20);
    expect(all).toContain('soundings:forecast');

    for (const word of [boardSecret, 'Board minutes', keyOfSecretFile, 'hunter2', 'Takings of the secret', 'Sell the'])
      expect([word, all.includes(word)]).toEqual([word, false]);
    const found = [...all.matchAll(/(?<![\w.#-])(\d[\d,]*(?:\.\d+)?)( ?%|k)?(?![\w-])/g)].map(
      ([, text = '', unit = '']) => ({
        figure: Number(text.replaceAll(',', '')),
        unit: unit.trim(),
      }),
    );
    const within = (value: number, from: number, to: number) => value >= from && value <= to;
    const levels = found.flatMap(({ figure, unit }) => (unit === '%' ? [] : [unit === 'k' ? figure * 1000 : figure]));
    expect(levels.filter((level) => within(level, revenueFrom, revenueTo))).toEqual([]);
    // What a percentage is of a size that he chose.
    const percentages = found
      .filter(({ unit, figure }) => unit === '%' && figure > 0)
      .map(({ figure }) => figure / 100);
    const tells = (chosen: number, from: number, to: number) => (share: number) => within(chosen / share, from, to);
    expect(percentages.filter(tells(1_000_000, revenueFrom, revenueTo))).toEqual([]);
    expect(percentages.filter(tells(2_000_000, revenueFrom, revenueTo))).toEqual([]);
    expect(percentages.filter(tells(500, latencyFrom, latencyTo))).toEqual([]);
  });
});
