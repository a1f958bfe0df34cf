import { expect, test } from 'vitest';
import type { CheckRun } from '../../src/flows/ports/forge.ts';
import { appId, failureOf, mockGitHub, sha, shop } from './mock-github.ts';

const github = mockGitHub();
const runs = '/repos/acme/shop/check-runs';
const run5 = `${runs}/5`;

const recheck = { label: 'Re-check', description: 'Reads the description again', identifier: 'recheck' };
const run: CheckRun = {
  headSha: sha,
  conclusion: 'failure',
  output: { title: 'No key result named', summary: 'Add a line', annotations: [] },
  actions: [recheck],
};
const problem = (line: number, more: object = {}) =>
  ({ path: '.github/soundings.yml', line, level: 'failure', message: `unknown key ${line}`, ...more }) as const;
const annotation = (line: number, more: object = {}) => ({
  path: '.github/soundings.yml',
  start_line: line,
  end_line: line,
  annotation_level: 'failure',
  message: `unknown key ${line}`,
  ...more,
});
const withProblems = (annotations: CheckRun['output']['annotations']): CheckRun => ({
  ...run,
  output: { ...run.output, annotations },
});
const lines = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

test('a run is created, complete and with its buttons', async () => {
  github.api.post(runs).reply(201, { id: 5 });
  expect(await github.forge.createCheck(shop, run)).toBe(5);
  expect(github.sent).toEqual([
    {
      name: 'Soundings',
      head_sha: sha,
      status: 'completed',
      conclusion: 'failure',
      completed_at: '2026-11-23T10:00:00.000Z',
      actions: [recheck],
      output: { title: 'No key result named', summary: 'Add a line', annotations: [] },
    },
  ]);
});

test('its Details lead where it says, in all of its versions', async () => {
  github.api.post(runs).reply(201, { id: 5 }).patch(run5).reply(200, { id: 5 });
  const detailsUrl = 'https://soundings.example.com/o/acme/bets/shop/12';
  await github.forge.createCheck(shop, { ...run, detailsUrl });
  await github.forge.updateCheck(shop, 5, { ...run, detailsUrl });
  expect(github.sent.map(({ details_url }) => details_url)).toEqual([detailsUrl, detailsUrl]);
});

test('more than 50 annotations follow in further requests', async () => {
  github.api.post(runs).reply(201, { id: 5 }).patch(run5).twice().reply(200, { id: 5 });
  const problems = lines(1, 101).map((line) => problem(line));
  await github.forge.createCheck(shop, withProblems(problems));
  const [first, second, third] = github.sent;
  const shown = (body: { output: { annotations: { start_line: number }[] } }) =>
    body.output.annotations.map(({ start_line }) => start_line);
  expect([shown(first), shown(second), shown(third)]).toEqual([lines(1, 50), lines(51, 100), [101]]);
  expect(second.output).toMatchObject({ title: 'No key result named', summary: 'Add a line' });
});

test('an annotation with a column and a title', async () => {
  github.api.post(runs).reply(201, { id: 5 });
  await github.forge.createCheck(
    shop,
    withProblems([problem(3, { column: 9, title: 'Unknown key', level: 'warning' })]),
  );
  expect(github.sent[0].output.annotations).toEqual([
    annotation(3, { start_column: 9, end_column: 9, title: 'Unknown key', annotation_level: 'warning' }),
  ]);
});

test('what is too long for GitHub is cut, and a fourth button left out', async () => {
  github.api.post(runs).reply(201, { id: 5 });
  const long = { label: 'a'.repeat(21), description: 'b'.repeat(41), identifier: 'recheck' };
  await github.forge.createCheck(shop, {
    ...run,
    output: { title: 'c'.repeat(300), summary: 'é'.repeat(40_000), text: '📏'.repeat(20_000), annotations: [] },
    actions: [long, recheck, recheck, recheck],
  });
  const { output, actions } = github.sent[0];
  expect(Buffer.byteLength(output.summary)).toBe(65_535);
  expect(Buffer.byteLength(output.text)).toBeLessThanOrEqual(65_535);
  expect(output.text.endsWith('📏…')).toBe(true);
  expect(output.title).toHaveLength(255);
  expect(actions).toEqual([
    { label: `${'a'.repeat(19)}…`, description: `${'b'.repeat(39)}…`, identifier: 'recheck' },
    recheck,
    recheck,
  ]);
});

test('a run is updated in one request', async () => {
  github.api.patch(run5).reply(200, { id: 5 });
  expect(await github.forge.updateCheck(shop, 5, { ...run, conclusion: 'success' })).toBe(true);
  expect(github.sent).toEqual([
    {
      name: 'Soundings',
      status: 'completed',
      conclusion: 'success',
      completed_at: '2026-11-23T10:00:00.000Z',
      actions: [recheck],
      output: { title: 'No key result named', summary: 'Add a line' },
    },
  ]);
});

test('annotations that the run has are not added a second time', async () => {
  const present = [annotation(1, { start_column: null }), annotation(2, { start_column: 4 })];
  github.api.get(`${run5}/annotations`).query({ per_page: 100, page: 1 }).reply(200, present);
  github.api.patch(run5).reply(200, { id: 5 });
  await github.forge.updateCheck(shop, 5, withProblems([problem(1), problem(2, { column: 4 }), problem(3)]));
  expect(github.sent.at(-1).output.annotations).toEqual([annotation(3)]);
});

test('a run that is gone', async () => {
  github.api.patch(run5).reply(404, { message: 'Not Found' });
  expect(await github.forge.updateCheck(shop, 5, run)).toBe(false);
  github.api.get(`${run5}/annotations`).query(true).reply(404, { message: 'Not Found' });
  expect(await github.forge.updateCheck(shop, 5, withProblems([problem(1)]))).toBe(false);
});

test('a head that was pushed away is a failure', async () => {
  github.api.post(runs).reply(422, { message: `No commit found for SHA: ${sha}` });
  const error = await failureOf(github.forge.createCheck(shop, run));
  expect(error.message).toBe(
    `GitHub answered 422 to POST /repos/{owner}/{repo}/check-runs: No commit found for SHA: ${sha}`,
  );
});

test("our own run is found on a commit, and not a workflow's job of the same name", async () => {
  const listing = `/repos/acme/shop/commits/${sha}/check-runs`;
  const query = { check_name: 'Soundings', app_id: appId, per_page: 100 };
  const foreign = { id: 1, name: 'Soundings', app: { id: 15368 } };
  const own = { id: 2, name: 'Soundings', app: { id: appId } };
  github.api
    .get(listing)
    .query(query)
    .reply(200, { total_count: 2, check_runs: [foreign, own] });
  expect(await github.forge.ownCheck(shop, sha)).toBe(2);
  github.api
    .get(listing)
    .query(query)
    .reply(200, { total_count: 1, check_runs: [foreign] });
  expect(await github.forge.ownCheck(shop, sha)).toBeUndefined();
  github.api
    .get(listing)
    .query(query)
    .reply(200, { total_count: 1, check_runs: [{ ...own, app: null }] });
  expect(await github.forge.ownCheck(shop, sha)).toBe(2);
  github.api.get(listing).query(query).reply(422, { message: 'No commit found' });
  expect(await github.forge.ownCheck(shop, sha)).toBeUndefined();
});
