import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { secondaryLimit } from '../stage/github/faults.ts';
import type { RepositoryOnGitHub } from '../stage/github/repository-on-github.ts';
import type { AppProcess } from '../stage/process/app-process.ts';
import { eventually } from '../stage/process/eventually.ts';
import { bet, checked, commented, mapFile, marked, outcomeMap, settled, useStory } from '../stage/story/story.ts';

/** Bad days: many deliveries at once, twice, late; replicas that die with work in hand. */
describe('two replicas on one Postgres', () => {
  const stage = useStory('postgres');
  let shop: RepositoryOnGitHub;
  let number = 0;

  beforeAll(async () => {
    shop = await stage.github.createRepository('acme/shop', { files: { [mapFile]: outcomeMap() } });
    stage.github.deliverTo(...(await Promise.all([stage.app.start(), stage.replica().start()])));
  });

  const open = (body: string) => {
    number += 1;
    return shop.openPullRequest({
      title: `Change ${number}`,
      author: 'ben',
      branch: `change-${number}`,
      files: { [`src/${number}.ts`]: 'export {};\n' },
      body,
    });
  };

  test('a storm of duplicate and concurrent deliveries makes one check and one comment', async () => {
    const { github } = stage;
    github.relay.duplicates = 3;
    github.relay.hold();
    const pull = await open('Nothing yet');
    for (let round = 1; round <= 10; round += 1) await pull.editBody(bet.replace('+10%', `+${round}%`));
    for (let round = 1; round <= 5; round += 1) await pull.label(`label-${round}`);
    await settled(github, 300);
    github.relay.release('reversed');
    await checked(pull, 'success', '+10%');
    await commented(pull, 'forecast');
    await settled(github, 1500);
    github.relay.duplicates = 0;
    const deliveries = github.relay.deliveries.filter(
      ({ event, payload }) => event === 'pull_request' && payload.number === pull.number,
    );
    expect(deliveries.length).toBeGreaterThanOrEqual(16);
    expect(deliveries.flatMap(({ attempts }) => attempts).every(({ status }) => status === 200 || status === 202)).toBe(
      true,
    );
    expect(await pull.checks()).toHaveLength(1);
    expect(await pull.comments()).toHaveLength(1);
    expect((await marked(pull, 'forecast'))[0]?.body).toMatch(/should rise 10%/);
  });

  test('a delivery that was worked is not worked again when GitHub sends it again', async () => {
    const { github } = stage;
    const pull = await open(bet);
    await commented(pull, 'forecast');
    await settled(github);
    const from = github.requests.length;
    const opened = github.relay.deliveries.findLast(
      ({ event, action }) => event === 'pull_request' && action === 'opened',
    );
    await github.relay.redeliver(opened?.guid ?? '');
    await settled(github);
    expect(github.requestsOfApp(from)).toEqual([]);
  });

  test('the answer to a write is lost, then GitHub is down for a while: still one check and one comment', async () => {
    const { github } = stage;
    github.faults.next({ match: 'POST /repos/acme/shop/check-runs', drop: 'after' });
    github.faults.next({ match: /POST .*\/comments/, drop: 'after' });
    github.faults.next({ match: /GET .*\/pulls/, status: 502, times: 4 });
    const pull = await open(bet);
    await checked(pull, 'success');
    await commented(pull, 'forecast');
    await settled(github, 1500);
    expect(await pull.checks()).toHaveLength(1);
    expect(await pull.comments()).toHaveLength(1);
  });
});

describe('a replica that is halted in the midst of its work', () => {
  const stage = useStory('postgres');
  let shop: RepositoryOnGitHub;
  let late: AppProcess;
  let others: string;
  beforeAll(async () => {
    shop = await stage.github.createRepository('acme/shop', { files: { [mapFile]: outcomeMap() } });
    late = stage.replica();
    others = await stage.app.start();
  });
  afterAll(async () => {
    late.goOn();
  });

  /** Opened before the eyes of the one, which is halted while it waits for the answer to such a request. */
  const openAndHaltAt = async (request: RegExp, branch: string, body: string) => {
    const { github } = stage;
    const from = github.requests.length;
    const title = 'Ask for less';
    const pull = await shop.openPullRequest({
      ...{ title, author: 'ben', branch, body },
      files: { [`src/${branch}.ts`]: 'export {};\n' },
    });
    await eventually(`A request like ${request}`, async () =>
      github.requestsOfApp(from).some(({ method, path }) => request.test(`${method} ${path}`)),
    );
    late.halt();
    github.deliverTo(others);
    return pull;
  };

  test('is taken over from, and does not undo with what it read before what the other one did since', async () => {
    const { github } = stage;
    github.deliverTo(await late.start());
    github.faults.next({ match: /GET .*\/pulls\/\d+\/files/, delay: 2_000 });
    // What it has read by then has no bet.
    const pull = await openAndHaltAt(/GET .*\/files/, 'less', 'Nothing yet');
    await pull.editBody(bet);
    await pull.merge();
    await commented(pull, 'forecast', 'state=merged');
    await settled(github);
    late.goOn();
    await settled(github, 5_000);
    await shop.release({ tag: 'v1.0.0' });
    await commented(pull, 'forecast', 'state=shipped');
    await late.stop();
  });

  test('does not post once more what the other one has posted', async () => {
    const { github } = stage;
    github.deliverTo(await late.start());
    // It waits for the end of this limit when it is halted.
    github.faults.next({ match: 'POST /repos/acme/shop/check-runs', ...secondaryLimit(25) });
    const pull = await openAndHaltAt(/POST .*\/check-runs/, 'shorter', bet);
    await checked(pull, 'success');
    await commented(pull, 'forecast');
    late.goOn();
    await eventually('It gives way', async () => (await late.log()).includes('taken over'));
    await settled(github);
    expect(await pull.checks()).toHaveLength(1);
    expect(await pull.comments()).toHaveLength(1);
  });
});

describe.each(['embedded', 'postgres'] as const)('kill -9 on %s', (kind) => {
  const stage = useStory(kind);

  test('between the answer and the work: nothing is lost, nothing is done twice', async () => {
    const { github } = stage;
    const shop = await github.createRepository('acme/shop', { files: { [mapFile]: outcomeMap() } });
    github.deliverTo(await stage.app.start());
    // GitHub answers slowly, so that the delivery has been answered and the work is not done when the end comes.
    github.faults.next({ match: /\/(contents|check-runs|pulls)\b/, delay: 3000, times: 2 });
    const pull = await shop.openPullRequest({
      title: 'Ask for less',
      author: 'ben',
      branch: 'less',
      files: { 'src/form.ts': 'export {};\n' },
      body: bet,
    });
    await github.relay.settled();
    const opened = github.relay.deliveries.find(({ event }) => event === 'pull_request');
    expect(opened?.attempts[0]?.status).toBe(200);
    await stage.app.kill();
    expect(await pull.checks()).toEqual([]);
    github.deliverTo(await stage.app.start());
    await commented(pull, 'forecast');
    await settled(github);
    expect(await pull.checks()).toHaveLength(1);
    expect(await pull.comments()).toHaveLength(1);
  });
});
