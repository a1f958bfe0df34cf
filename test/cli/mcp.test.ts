import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { folderOf, runSoundings, spawnSoundings } from '../stage/process/run-soundings.ts';
import { normal, uniform } from '../stage/series/seeded-random.ts';

const map = `version: 1
vision: Every small team finishes what it begins
metrics:
  signup_rate: { title: Visit to sign-up rate, definition: sign-ups divided by visits, unit: ratio, good: up, drives: [revenue], source: files/signup_rate }
  revenue: { title: Revenue, definition: paid subscriptions, unit: usd, good: up, source: files/revenue }
  p95_latency: { title: p95 latency, definition: 95th percentile of the checkout, unit: ms, good: down }
objectives:
  - id: O1
    title: More teams start
    key_results:
      - { id: KR1, metric: signup_rate, from: 3.1%, to: 4.0%, by: 2031-06-30 }
      - { id: KR2, metric: p95_latency, from: 300, to: 200, by: 2031-06-30, title: A checkout that does not wait }
      - { id: KR0, metric: revenue, from: 10, to: 20, by: 2020-06-30 }
policy: { mode: enforce }
`;
const sources = `connections:
  files: { type: csv, queries: { signup_rate: { file: sign-ups.csv, time: date }, revenue: { file: none.csv } } }
`;

/** Half a year of days up to yesterday, with 4% of chance. */
function exported(): string {
  const [today, chance] = [Math.floor(Date.now() / 86_400_000), normal(uniform(5))];
  const rows = Array.from({ length: 180 }, (_, at) => {
    const value = 0.031 * (at % 7 < 5 ? 1 : 0.8) * (1 + 0.04 * chance());
    return `${new Date((today - 180 + at) * 86_400_000).toISOString().slice(0, 10)},${value.toFixed(5)}`;
  });
  return ['date,value', ...rows].join('\n');
}
const files = { 'map.yml': map, 'sources.yml': sources, 'sign-ups.csv': exported() };

/** An agent at the other end. */
function agent() {
  const args = ['mcp', '--map', 'map.yml', '--sources', 'sources.yml'];
  const child = spawnSoundings(args, { cwd: folderOf(files), env: { SOUNDINGS_TOKEN: '' } });
  onTestFinished(() => void child.kill());
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let id = 0;
  const send = (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const ask = async (method: string, params: object = {}) => {
    id += 1;
    send({ id, method, params });
    const { value } = await lines.next();
    const answer = JSON.parse(value ?? '');
    expect(answer).toMatchObject({ jsonrpc: '2.0', id });
    return answer.result ?? answer.error;
  };
  const call = async (name: string, asked: object = {}) => {
    const { content, isError = false } = await ask('tools/call', { name, arguments: asked });
    return isError ? { problem: content[0].text } : JSON.parse(content[0].text);
  };
  const end = () => new Promise((ended) => child.once('close', ended).stdin.end());
  return { ask, call, send, end };
}

test('a session: an agent looks at the map, asks what could be shown, drafts the lines of its diff, and has them checked', async () => {
  const { ask, call, send, end } = agent();
  const hello = await ask('initialize', {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'an agent', version: '1' },
  });
  expect(hello).toMatchObject({ protocolVersion: '2025-06-18', serverInfo: { name: 'soundings' } });
  send({ method: 'notifications/initialized' });

  const { tools } = await ask('tools/list');
  expect(tools.map(({ name, annotations }: Record<string, never>) => [name, annotations])).toEqual(
    ['outcome_map', 'open_key_results', 'what_could_be_shown', 'past_bets', 'draft_block', 'check_description'].map(
      (name) => [name, { readOnlyHint: true, openWorldHint: false }],
    ),
  );

  const outcomes = await call('outcome_map');
  expect(outcomes.vision).toBe('Every small team finishes what it begins');
  expect(outcomes.metrics[0]).toEqual({
    ...{ name: 'signup_rate', title: 'Visit to sign-up rate', definition: 'sign-ups divided by visits' },
    ...{ unit: 'ratio', good: 'up', drives: ['revenue'] },
  });
  // No source, nor anything else of how it is read.
  expect(JSON.stringify(outcomes)).not.toContain('files');
  const open = await call('open_key_results');
  expect(open.map(({ line }: { line: string }) => line)).toEqual(['Key result: KR1', 'Key result: KR2']);

  const small = await call('what_could_be_shown', { metric: 'signup_rate', expected_percent: 1 });
  expect(small).toMatchObject({ metric: 'signup_rate', window_days: 14, would_be_seen: false });
  expect(small.shows_from).toMatch(/^\d\.\d% or more$/);
  expect(await call('what_could_be_shown', { metric: 'signup_rate', expected_percent: -20 })).toMatchObject({
    would_be_seen: true,
  });
  expect(await call('what_could_be_shown', { metric: 'revenue' })).toEqual({
    problem: expect.stringMatching(/^revenue cannot be read: /),
  });
  expect(await call('what_could_be_shown', { metric: 'constructor' })).toEqual({
    problem: 'There is no metric constructor. There are: signup_rate, revenue, p95_latency',
  });
  // What an agent has read elsewhere may hold words that nobody sees.
  expect(await call('what_could_be_shown', { metric: 'arr\u{e0041}\u202e\u001b[8m' })).toEqual({
    problem: 'There is no metric arr[8m. There are: signup_rate, revenue, p95_latency',
  });
  expect((await call('past_bets', { metric: 'signup_rate' })).problem).toMatch(
    /^Past bets are in the record of a server: set SOUNDINGS_TOKEN/,
  );

  const diff = '--- a/src/signupForm.ts\n+++ b/src/signupForm.ts\n+const visits = 3;\n';
  const draft = await call('draft_block', { diff, change: '+20%' });
  expect(draft).toMatchObject({
    block: '### Outcome\nKey result: KR1\nExpect: signup_rate +20% within 14 days',
    because: 'words in common: signup, visits',
    or: 'Outcome: none (chore): why',
    others: [{ id: 'KR2' }],
  });
  expect((await call('draft_block', { diff: 'checkout/wait.ts' })).block).toBe('### Outcome\nKey result: KR2');
  expect(await call('check_description', { description: draft.block })).toMatchObject({ passes: true });
  expect(await call('check_description', { description: 'A new form.' })).toMatchObject({
    passes: false,
    lines: expect.arrayContaining(['No key result or hypothesis named']),
  });
  const { isError } = await ask('tools/call', { name: 'draft_block', arguments: { diff, change: 'a lot' } });
  expect(isError).toBe(true);
  await end();
});

test.each<[string, Record<string, string>, string]>([
  [
    'no owner',
    { PUBLIC_URL: 'https://soundings.example.com' },
    'SOUNDINGS_TOKEN is set: say with --owner whose record is to be read\n',
  ],
  [
    'no address',
    { PUBLIC_URL: '' },
    'SOUNDINGS_TOKEN is set, and PUBLIC_URL is no address: write that of the server, https://soundings.example.com\n',
  ],
])('a token, and %s', async (_, env, said) => {
  const { status, stdout, stderr } = await runSoundings(['mcp'], { env: { SOUNDINGS_TOKEN: 'snd_x', ...env } });
  expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: '', stderr: said });
});
