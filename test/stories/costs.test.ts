import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Counted, countStatements } from '../stage/database/count-statements.ts';
import { type PostgresProxy, startPostgresProxy } from '../stage/database/postgres-proxy.ts';
import type { PullRequestOnGitHub } from '../stage/github/pull-request-on-github.ts';
import type { RepositoryOnGitHub } from '../stage/github/repository-on-github.ts';
import { eventually } from '../stage/process/eventually.ts';
import { bet, checked, commented, mapFile, outcomeMap, settled, useStory } from '../stage/story/story.ts';

/** What workers ask while nothing happens, and what the queue does by itself as time passes, whose statements are in capitals. */
const isIdle =
  /strict_fifo_heads|locked_parents|heartbeat|clock_timestamp|^\s*(BEGIN|COMMIT|SET|SELECT|UPDATE pgboss\.(version|queue)|WITH (due|budget) AS|DELETE FROM pgboss)\b/;
const counter = countStatements((statement) => statement !== '' && !isIdle.test(statement));
const stage = useStory('postgres', { oneRound: true });
let way: PostgresProxy;
let url: string;
let shop: RepositoryOnGitHub;
let pull: PullRequestOnGitHub;
let opened = 0;

beforeAll(async () => {
  way = await startPostgresProxy(stage.environment.DATABASE_URL as string, { heard: counter.heard });
  stage.environment.DATABASE_URL = way.url;
  shop = await stage.github.createRepository('acme/shop', { files: { [mapFile]: outcomeMap() } });
  url = await stage.replica().start();
  // Of another metric: the forecast of nobody else is looked at again. From the second on it is known from where the record reaches back.
  await costOf('opened', () => open('Expect: p95_latency -5% within 14 days'));
  await costOf('opened', () => open('Nothing'));
});
afterAll(() => way?.close());

async function open(body: string): Promise<void> {
  opened += 1;
  const branch = `change-${opened}`;
  const files = { [`src/${branch}.ts`]: 'export {};\n' };
  pull = await shop.openPullRequest({ title: `Change ${opened}`, author: 'ben', branch, files, body });
}

/** Of one event of a pull request alone: GitHub's word of our own check and comment, or of a push, is lost. */
async function costOf(action: string, happens: () => Promise<void>): Promise<Counted> {
  const { relay } = stage.github;
  const before = relay.deliveries.length;
  await happens();
  const { guid } = await eventually(`The event ${action}`, async () =>
    relay.deliveries.slice(before).find((one) => one.event === 'pull_request' && one.action === action),
  );
  await relay.settled();
  counter.take();
  relay.deliverTo(url);
  await relay.redeliver(guid);
  relay.deliverTo();
  await settled(stage.github);
  return counter.take();
}

/** What was asked is shown if there is too much of it. */
function hold({ statements, transactions }: Counted, most: { statements: number; transactions: number }): void {
  const asked = statements.join('\n');
  expect(statements.length, asked).toBeLessThanOrEqual(most.statements);
  expect(transactions, asked).toBe(most.transactions);
}

test('a pull request with a bet, its forecast included', async () => {
  const counted = await costOf('opened', () => open(bet));
  await commented(pull, 'forecast');
  hold(counted, { statements: 61, transactions: 8 });
});

test('an edit that changes nothing', async () => {
  const counted = await costOf('edited', () => pull.edit({ title: 'Another title' }));
  hold(counted, { statements: 36, transactions: 4 });
});

test('a pull request that says nothing', async () => {
  const counted = await costOf('opened', () => open('Nothing'));
  await checked(pull, 'failure');
  hold(counted, { statements: 34, transactions: 5 });
});
