import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chatText } from '../../../src/metrics/outlet/plain-text.ts';
import { outletsOf } from '../../../src/metrics/outlet/tell-outlets.ts';
import { parseSources } from '../../../src/metrics/parse-sources.ts';
import { renderDigest } from '../../../src/render/digest/digest-body.ts';
import { sampleDigest } from '../../stage/samples/sample-digests.ts';
import { startHttpServer } from '../../stage/sources/start-http-server.ts';

interface Heard {
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

let server: Awaited<ReturnType<typeof startHttpServer>>;
let heard: Heard[] = [];
let answers: number[] = [];

beforeAll(async () => {
  server = await startHttpServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    heard.push({ path: request.url ?? '', headers: request.headers, body });
    response.statusCode = answers.shift() ?? 200;
    response.end();
  });
});
afterAll(() => server?.stop());
beforeEach(() => {
  heard = [];
  answers = [];
});

const notice = {
  ...{ event: 'digest' as const, id: 'acme-2026-W48', title: 'acme: weekly digest 2026-W48', tags: ['weekly'] },
  text: '## Weekly digest\n\n**12** bets',
  at: new Date('2026-11-30T08:00:00Z'),
};
const secret = 'a secret of 16 letters or more';

const parsed = (connections: string) => {
  const place = { folder: '/' };
  return parseSources({ file: 'sources.yml', text: `connections:\n${connections}`, environment: {}, place });
};
function outlets(connections: string, wasFirst = true) {
  const read = parsed(connections);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  const told: object[] = [];
  const log = { info() {}, error() {}, warn: (detail: object | string) => void told.push(Object(detail)) };
  const firstOwners = { wasFirst: async () => wasFirst };
  const { tell } = outletsOf({ sources: read.value, firstOwners, log, pause: async () => {} });
  return {
    told,
    tell: (event: 'digest' | 'shipped' = 'digest') => tell({ owner: 'Acme', ownerId: 7 }, { ...notice, event }),
  };
}
const webhook = (more = '') =>
  `  hook: { type: webhook, url: "${server.url}/hook", secret: "${secret}", owners: [acme]${more} }\n`;

describe('word of an owner', () => {
  test('goes to Slack, and signed to any server, which can check it; each event where it is wanted', async () => {
    const slack = `  chat: { type: slack, url: "${server.url}/services/T1", owners: [7], events: [digest, shipped] }\n`;
    const { tell, told } = outlets(slack + webhook());
    await tell();
    const [chat, hook] = heard;
    expect([chat?.path, JSON.parse(chat?.body ?? '')]).toEqual([
      '/services/T1',
      { text: '*Weekly digest*\n\n*12* bets' },
    ]);
    expect(JSON.parse(hook?.body ?? '')).toEqual({ ...notice, at: notice.at.toISOString() });
    const timestamp = hook?.headers['soundings-timestamp'];
    const signature = createHmac('sha256', secret).update(`${timestamp}.${hook?.body}`).digest('hex');
    expect(hook?.headers).toMatchObject({
      ...{ 'soundings-signature': `sha256=${signature}`, 'soundings-event': 'digest', 'soundings-id': notice.id },
      'content-type': 'application/json',
    });
    await tell('shipped');
    expect([heard.map(({ path }) => path), told]).toEqual([['/services/T1', '/hook', '/services/T1'], []]);
  });

  test('goes to Teams as a card, and to Grafana as an annotation of a release alone', async () => {
    const grafana = `  charts: { type: grafana, url: "${server.url}/g", token: glsa_1, owners: [acme] }\n`;
    const { tell } = outlets(webhook(', format: teams') + grafana);
    await tell();
    await tell('shipped');
    expect(heard.map(({ path }) => path)).toEqual(['/hook', '/g/api/annotations']);
    const [teams, mark] = heard.map(({ body }) => JSON.parse(body));
    expect(teams.attachments[0].content.body.map(({ text }: { text: string }) => text)).toEqual([
      ...['**Weekly digest**', '**12** bets'],
    ]);
    expect(mark).toEqual({ time: notice.at.getTime(), tags: ['soundings', 'weekly'], text: notice.title });
    expect(heard[1]?.headers.authorization).toBe('Bearer glsa_1');
  });

  test('is tried again where the server is down, and is told of in the log without an address or a secret', async () => {
    answers = [503, 200];
    const { tell, told } = outlets(webhook());
    await tell();
    expect([heard.length, told]).toEqual([2, []]);
    answers = [503, 503, 503];
    await tell();
    answers = [404];
    await tell();
    expect(heard).toHaveLength(6);
    expect(told).toEqual([
      { outlet: 'hook', event: 'digest', id: notice.id, status: 503 },
      { outlet: 'hook', event: 'digest', id: notice.id, status: 404 },
    ]);
  });

  test('goes to nobody else: another owner, or one who took a login that was given up', async () => {
    await outlets(webhook().replace('[acme]', '[zenith, 8]')).tell();
    await outlets(webhook(), false).tell();
    expect(heard).toEqual([]);
  });

  test('goes to no address that the operator does not let be connected to', async () => {
    const { tell, told } = outlets(webhook(', network: public'));
    await tell();
    expect([heard, told.length]).toEqual([[], 1]);
  });
});

test.each([
  ['no owners', '{ type: slack, url: "https://hooks.slack.com/x" }', 'a list of GitHub owners such as `[acme]`'],
  ['an empty list of them', '{ type: slack, url: "https://x.test", owners: [] }', 'the GitHub owners whose word goes'],
  ['no secret', '{ type: webhook, url: "https://x.test", owners: [acme] }', 'a secret by which what is sent is signed'],
  ['a short one', '{ type: webhook, url: "https://x.test", owners: [acme], secret: short }', '16 characters'],
  ['no address', '{ type: slack, owners: [acme], url: slack }', 'an address such as'],
  ['queries', '{ type: slack, url: "https://x.test", owners: [acme], queries: { a: b } }', '`owners`'],
  [
    'another event',
    '{ type: slack, url: "https://x.test", owners: [acme], events: [merged] }',
    '`digest` or `shipped`',
  ],
])('an outlet with %s is refused', (_, connection, expected) => {
  const read = parsed(`  chat: ${connection}\n`);
  expect('problems' in read && JSON.stringify(read.problems)).toContain(expected);
});

test('a digest for a chat: no chart, no mention, no table, no mark of Markdown that it does not know', () => {
  for (const rhythm of ['weekly', 'monthly', 'quarterly'] as const) {
    const text = chatText(renderDigest(sampleDigest(rhythm)), '*');
    expect(text).not.toMatch(/mermaid|\|---|^#|<|@[a-z]/m);
    expect(text).toContain('*Silent ships*');
  }
  expect(chatText('**a\\_b** &lt;!channel&gt; <!here>', '*')).toBe('*a_b* &lt;!channel&gt; &lt;!here&gt;');
});
