import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FakeGitHub } from './fake-github.ts';
import { secondaryLimit } from './faults.ts';
import type { Json } from './json.ts';
import { validateRequest } from './openapi.ts';
import type { RepositoryOnGitHub } from './repository-on-github.ts';
import { startGitHub } from './start-github.ts';

let github: FakeGitHub;
let shop: RepositoryOnGitHub;
beforeEach(async () => {
  github = await startGitHub({ validate: validateRequest });
  shop = await github.createRepository('acme/shop');
});
afterEach(() => github.close());

test('a merge lands on the base as it is now, and a release after it contains it', async () => {
  const pull = await shop.openPullRequest({ title: 'Shorter form', files: { 'form.ts': 'short' } });
  await shop.commitFile('other.ts', 'meanwhile');
  await pull.push({ 'form.ts': 'shorter', 'more.ts': 'more' });
  const merge = await pull.merge();
  const before = await shop.tip('main');
  await shop.commitFile('later.ts', 'later');
  await shop.release({ tag: 'v1.4.0' });

  const app = await asApp();
  expect(before).toBe(merge);
  expect(await names(app, '/repos/acme/shop/git/trees/v1.4.0')).toEqual(['form.ts', 'later.ts', 'more.ts', 'other.ts']);
  expect((await app('GET', `/repos/acme/shop/compare/${merge}...v1.4.0`)).json.status).toBe('ahead');
  expect((await app('GET', '/repos/acme/shop/pulls/1/files')).json.map(({ filename }: Json) => filename)).toEqual([
    'form.ts',
    'more.ts',
  ]);
  expect((await app('GET', '/repos/acme/shop/pulls/1/commits')).json.map(({ author }: Json) => author.login)).toEqual([
    'ben',
    'ben',
  ]);
  expect((await app('GET', '/repos/acme/shop/pulls/1')).json).toMatchObject({
    ...{ merged: true, merge_commit_sha: merge, changed_files: 2, commits: 2 },
  });
  expect(github.violations).toEqual([]);
});

test('events come as GitHub sends them: labels and pushes of a pull request, what an edit changed, three actions a release', async () => {
  const pull = await shop.openPullRequest({ title: 'Shorter form', body: 'first' });
  await pull.editBody('second');
  await pull.label('feature', 'ann');
  await pull.push({ 'form.ts': 'short' });
  await pull.merge();
  await shop.release({ tag: 'v1.4.0' });
  await github.relay.settled();

  const told = github.relay.deliveries.map(
    ({ event, action = '-', payload }) => `${event} ${action} ${payload.number ?? ''}`,
  );
  expect(told.filter((line) => !/^(repository|create|push)/.test(line))).toEqual([
    'pull_request opened 1',
    'pull_request edited 1',
    'pull_request labeled 1',
    'pull_request synchronize 1',
    'pull_request closed 1',
    'release created ',
    'release published ',
    'release released ',
  ]);
  const events = await (await asApp())('GET', `/repos/acme/shop/issues/${pull.number}/events`);
  expect(events.json).toMatchObject([{ event: 'labeled', actor: { login: 'ann' }, label: { name: 'feature' } }]);
  const edited = github.relay.deliveries.find(({ action }) => action === 'edited');
  expect(edited?.payload.changes).toEqual({ body: { from: 'first' } });
  expect(github.relay.deliveries.at(-1)?.payload.installation.id).toBe(github.installationId);
  expect(new Set(github.relay.deliveries.map(({ guid }) => guid)).size).toBe(github.relay.deliveries.length);
});

test('deliveries are signed, kept back, doubled and sent again under the same id', async () => {
  const heard: { guid: string; action: string; signed: boolean }[] = [];
  const listener = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const expected = `sha256=${createHmac('sha256', github.secret).update(body).digest('hex')}`;
    const signed = request.headers['x-hub-signature-256'] === expected;
    heard.push({
      guid: String(request.headers['x-github-delivery']),
      action: JSON.parse(body.toString()).action,
      signed,
    });
    response.end('ok');
  });
  await new Promise<void>((ready) => listener.listen(0, '127.0.0.1', ready));
  const pull = await shop.openPullRequest({ title: 'Shorter form' });
  await github.relay.settled();
  github.deliverTo(`http://127.0.0.1:${(listener.address() as AddressInfo).port}`);

  github.relay.hold();
  await pull.label('one');
  await pull.unlabel('one');
  await github.relay.settled();
  expect(heard).toEqual([]);
  github.relay.release('reversed');
  await github.relay.settled();
  expect(heard.map(({ action }) => action).sort()).toEqual(['labeled', 'unlabeled']);

  github.relay.duplicates = 1;
  await pull.editBody('twice');
  await github.relay.settled();
  const { guid } = github.relay.deliveries.at(-1) ?? { guid: '' };
  await github.relay.redeliver(guid);
  expect(heard.slice(2)).toEqual(Array(3).fill({ guid, action: 'edited', signed: true }));
  listener.close();
});

test('a request that GitHub would not understand is noted, and refused where GitHub refuses', async () => {
  const app = await asApp();
  const comment = (body: Json) => app('POST', '/repos/acme/shop/issues/1/comments', body);
  await shop.openIssue({ title: 'Address form' });
  expect((await comment({ body: 'hello', color: 'red' })).status).toBe(201);
  expect((await comment({ body: 'x'.repeat(65_537) })).status).toBe(422);
  expect(github.violations).toEqual([
    expect.stringContaining('additional properties (color)'),
    expect.stringContaining('body has 65537 characters, at most 65536'),
  ]);
});

test('faults: an answer of trouble, and a comment that is written while its answer gets lost', async () => {
  const issue = await shop.openIssue({ title: 'Address form' });
  const app = await asApp();
  const comment = () => app('POST', '/repos/acme/shop/issues/1/comments', { body: 'hello' });
  github.faults.next({ match: '/comments', ...secondaryLimit() });
  github.faults.next({ match: /POST .*\/comments/, drop: 'after' });
  expect((await comment()).status).toBe(403);
  await expect(comment()).rejects.toThrow('fetch failed');
  expect((await issue.comments()).map(({ author, body }) => `${author}: ${body}`)).toEqual(['soundings[bot]: hello']);
});

test('time can be moved, in answers and events alike', async () => {
  const pull = await shop.openPullRequest({ title: 'Shorter form', at: new Date('2026-10-01T09:00:00Z') });
  await pull.merge({ at: new Date('2026-10-05T09:00:00Z') });
  await shop.release({ tag: 'v1.4.0', at: new Date('2026-10-07T09:00:00Z') });
  await github.relay.settled();
  const app = await asApp();
  const { created_at, merged_at } = (await app('GET', '/repos/acme/shop/pulls/1')).json;
  const released = github.relay.deliveries.at(-1)?.payload.release.published_at;
  expect([created_at, merged_at, released].map((time: string) => time.slice(0, 16))).toEqual([
    '2026-10-01T09:00',
    '2026-10-05T09:00',
    '2026-10-07T09:00',
  ]);
});

test('issues that a pull request closes are known to GraphQL, by words and by hand, and close with the merge', async () => {
  const [said, linked] = [await shop.openIssue({ title: 'Said' }), await shop.openIssue({ title: 'Linked' })];
  const pull = await shop.openPullRequest({ title: 'Shorter form', body: `Closes #${said.number}` });
  pull.linkIssue(linked.number);
  const app = await asApp();
  const query = 'query ($o: String!) { repository { pullRequest { closingIssuesReferences { nodes { number } } } } }';
  const ask = () => app('POST', '/graphql', { query, variables: { owner: 'acme', name: 'shop', number: pull.number } });
  const { nodes } = (await ask()).json.data.repository.pullRequest.closingIssuesReferences;
  expect(nodes.map(({ title }: Json) => title)).toEqual(['Said', 'Linked']);
  await pull.merge();
  expect([(await said.read()).state, (await linked.read()).state]).toEqual(['closed', 'closed']);
  github.graphql = 'missing';
  expect((await ask()).status).toBe(404);
});

test('checks keep their buttons, annotations add up, and a fork is not named in their events', async () => {
  const pull = await shop.openPullRequest({ title: 'From outside', author: 'sam', fork: true });
  const app = await asApp();
  const annotation = { path: 'a.ts', start_line: 1, end_line: 1, annotation_level: 'failure', message: 'no' };
  const output = { title: 'Red', summary: 'why', annotations: [annotation] };
  const actions = [{ label: 'Re-check', description: 'Look again', identifier: 'recheck' }];
  const created = await app('POST', '/repos/acme/shop/check-runs', {
    ...{
      name: 'Soundings',
      head_sha: await pull.headSha(),
      status: 'completed',
      conclusion: 'failure',
      output,
      actions,
    },
  });
  await app('PATCH', `/repos/acme/shop/check-runs/${created.json.id}`, { output });
  await pull.pressButton('recheck', 'ann');
  await github.relay.settled();

  const check = await pull.check();
  expect(check?.actions).toEqual(actions);
  expect(check?.annotations).toHaveLength(2);
  const { payload } = github.relay.deliveries.at(-1) ?? {};
  expect(payload).toMatchObject({
    ...{ action: 'requested_action', requested_action: { identifier: 'recheck' }, sender: { login: 'ann' } },
    check_run: { pull_requests: [], app: { id: github.appId } },
  });
  expect((await pull.read()).head.repo).toMatchObject({ full_name: 'sam/shop', fork: true });
});

test('the merge queue asks for the checks of pull requests merged together', async () => {
  const first = await shop.openPullRequest({ title: 'First' });
  const second = await shop.openPullRequest({ title: 'Second' });
  const group = await shop.addToMergeQueue(first, second);
  await github.relay.settled();
  const app = await asApp();
  const { commits } = (await app('GET', `/repos/acme/shop/compare/${group.baseSha}...${group.headSha}`)).json;
  expect(
    commits.map(({ commit }: Json) => commit.message.split('\n')[0]).filter((line: string) => /^Merge/.test(line)),
  ).toEqual(['Merge pull request #1 from acme/ben/first', 'Merge pull request #2 from acme/ben/second']);
  expect(github.relay.deliveries.at(-1)?.payload.merge_group).toMatchObject({
    head_sha: group.headSha,
    head_ref: group.headRef,
  });
});

test('what was read and has not changed is 304; rights are those of `people`', async () => {
  const app = await asApp();
  const path = '/repos/acme/shop/contents/README.md';
  const etag = (await app('GET', path)).headers.get('etag') ?? '';
  expect((await app('GET', path, undefined, { 'if-none-match': etag })).status).toBe(304);
  await shop.commitFile('README.md', 'changed');
  expect((await app('GET', path, undefined, { 'if-none-match': etag })).status).toBe(200);
  const roles = ['ann', 'ben', 'sam', 'nobody'].map(async (login) => {
    const { json } = await app('GET', `/repos/acme/shop/collaborators/${login}/permission`);
    return json.role_name;
  });
  expect(await Promise.all(roles)).toEqual(['admin', 'write', 'read', undefined]);
});

test('a commit is named by branch, tag through its tag object, or SHA; one that does not exist is 422', async () => {
  await shop.tag('v1.0.0', { annotated: true });
  const app = await asApp();
  const shaOf = async (ref: string) => {
    const headers = {
      accept: 'application/vnd.github.v3.sha',
      authorization: `token ${await github.installationToken()}`,
    };
    return (await fetch(`${github.apiUrl}/repos/acme/shop/commits/${ref}`, { headers })).text();
  };
  expect([await shaOf('main'), await shaOf('v1.0.0')]).toEqual([await shop.tip(), await shop.tip()]);
  expect((await app('GET', '/repos/acme/shop/commits/v9.9.9')).status).toBe(422);
});

test('a revert takes the change back, and the revert of the revert brings it again', async () => {
  const pull = await shop.openPullRequest({ title: 'Shorter form', files: { 'form.ts': 'short' } });
  const sha = await pull.merge({ method: 'squash' });
  const revert = await pull.revert();
  expect((await revert.read()).body).toBe('Reverts acme/shop#1');
  await revert.merge({ method: 'squash' });
  const app = await asApp();
  expect((await app('GET', '/repos/acme/shop/commits/main')).json.commit.message).toContain(
    `This reverts commit ${sha}.`,
  );
  expect((await app('GET', '/repos/acme/shop/contents/form.ts')).status).toBe(404);
  const again = await revert.revert();
  expect((await again.read()).title).toBe('Reapply "Shorter form"');
  await again.merge();
  expect((await app('GET', '/repos/acme/shop/contents/form.ts')).status).toBe(200);
});

async function asApp() {
  const token = await github.installationToken();
  return async (method: string, path: string, body?: Json, headers: Record<string, string> = {}) => {
    const response = await fetch(github.apiUrl + path, {
      method,
      headers: { authorization: `token ${token}`, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, json: text ? JSON.parse(text) : undefined };
  };
}

const names = async (app: Awaited<ReturnType<typeof asApp>>, path: string) =>
  (await app('GET', path)).json.tree.map((entry: Json) => entry.path).filter((one: string) => one.endsWith('.ts'));
