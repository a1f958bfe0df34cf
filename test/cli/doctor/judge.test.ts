import { describe, expect, test } from 'vitest';
import { lackingOf, wanted } from '../../../src/cli/doctor/app.ts';
import { asText, mostImportantFirst } from '../../../src/cli/doctor/as-text.ts';
import { aheadOf, judgeClock } from '../../../src/cli/doctor/clock.ts';
import { judgeFree } from '../../../src/cli/doctor/embedded.ts';
import { judgeConnection } from '../../../src/cli/doctor/judge-connection.ts';
import { type DatabaseFacts, judgePostgres } from '../../../src/cli/doctor/judge-postgres.ts';
import { look } from '../../../src/cli/doctor/look.ts';
import { judgeMemory } from '../../../src/cli/doctor/memory.ts';
import { reasonOf } from '../../../src/cli/doctor/reason-of.ts';
import { judgeWebhook } from '../../../src/cli/doctor/webhook.ts';

test('the findings of a terminal: what is broken first, lines of 80 characters, commands and addresses whole', () => {
  const address = `https://github.example.com/${'organizations/'.repeat(5)}settings/apps/soundings`;
  const text = asText(
    mostImportantFirst([
      { area: 'settings', state: 'well', seen: 'complete' },
      { area: 'database', state: 'unknown', seen: 'could not be looked at', todo: 'Run this again.' },
      { area: 'sources', state: 'remark', seen: 'there are none', todo: 'Write some.' },
      { area: 'webhook', state: 'broken', seen: 'word '.repeat(20).trim(), todo: `Open ${address} and tick "Active".` },
      { area: 'app', state: 'broken', seen: 'it is not known', todo: 'Look.' },
    ]),
    80,
  );
  expect(text).toBe(`✗ app           it is not known
                → Look.
✗ webhook       word word word word word word word word word word word word word
                word word word word word word word
                → Open
                  ${address}
                  and tick "Active".
? database      could not be looked at
                → Run this again.
! sources       there are none
                → Write some.
✓ settings      complete

2 things to fix, 1 thing that could not be looked at, 1 thing to improve.
`);
});

test('nothing to do is said so', () => {
  expect(asText([{ area: 'settings', state: 'well', seen: 'complete' }], 80)).toMatch(/\n\nAll is well\.\n$/);
});

test('the reason is at the root: of a failed fetch, a failed query, a host with several addresses', () => {
  const refused = new Error('connect ECONNREFUSED ::1:5432');
  const several = new AggregateError([refused, new Error('connect ECONNREFUSED 127.0.0.1:5432')]);
  expect(reasonOf(new TypeError('fetch failed', { cause: several }))).toBe('connect ECONNREFUSED ::1:5432');
  expect(reasonOf(new Error('alone'))).toBe('alone');
});

test.each<[string, () => Promise<never>, string]>([
  ['never ends', () => new Promise(() => {}), 'could not be looked at: not done within 0.01 s'],
  ['fails', () => Promise.reject(new Error('boo')), 'could not be looked at: boo'],
])('a look that %s is a finding', async (_, at, seen) => {
  expect(await look('map', at, 10)).toEqual([
    { area: 'map', state: 'unknown', seen, todo: 'Run this again; if it stays so, please report it.' },
  ]);
});

describe('the clock', () => {
  const at = Date.parse('2026-11-30T10:00:00Z');
  const off = (date: string | null, clock: number) =>
    judgeClock(aheadOf(date, { asked: clock - 200, answered: clock }));
  test.each<[string, string | null, number, string, string]>([
    ['it agrees', 'Mon, 30 Nov 2026 10:00:00 GMT', at, 'well', 'agrees with GitHub’s'],
    ['seconds are no harm', 'Mon, 30 Nov 2026 10:00:00 GMT', at + 29_000, 'well', 'agrees with GitHub’s'],
    [
      'half a minute is',
      'Mon, 30 Nov 2026 10:00:00 GMT',
      at + 45_000,
      'broken',
      'this machine’s clock is 44 seconds ahead of GitHub’s, which refuses tokens with such times',
    ],
    [
      'ten minutes',
      'Mon, 30 Nov 2026 10:10:00 GMT',
      at,
      'broken',
      'this machine’s clock is 10 minutes behind GitHub’s, which refuses tokens with such times',
    ],
    [
      'an hour zone',
      'Mon, 30 Nov 2026 07:00:00 GMT',
      at,
      'broken',
      'this machine’s clock is 3 hours ahead of GitHub’s, which refuses tokens with such times',
    ],
    ['no date', null, at, 'unknown', 'GitHub’s answer has no date to compare with'],
  ])('%s', (_, date, clock, state, seen) => {
    expect(off(date, clock)).toMatchObject({ area: 'clock', state, seen });
  });
});

test('a permission lacks where it is absent or less than asked; more is enough', () => {
  const given = { metadata: 'read', contents: 'write', checks: 'read', issues: 'admin' };
  const asked = { metadata: 'read', contents: 'read', checks: 'write', issues: 'write', deployments: 'read' };
  expect(lackingOf(asked, given)).toEqual(['checks: write (it has read)', 'deployments: read']);
});

test('what is wanted is what app.yml asks for', () => {
  expect(wanted('https://api.github.com')).toMatchObject({
    permissions: { checks: 'write' },
    events: expect.arrayContaining(['merge_group']),
  });
});

describe('the webhook', () => {
  const hook = { url: 'https://soundings.acme.dev/api/github/webhooks' };
  const settings = 'https://github.com/settings/apps/soundings';
  const attempts = (...codes: [number, string][]) =>
    codes.map(([code, told], at) => ({
      ...{ id: at, guid: String(at), code, told, taken: code >= 200 && code < 300, again: false },
      at: new Date(Date.parse('2026-11-30T10:00:00Z') - at * 60_000),
    }));
  const ok: [number, string] = [200, 'OK'];
  test.each<[string, [number, string][], object, string]>([
    [
      'what failed before the newest was taken is over',
      [ok, ok, [401, 'Invalid HTTP Response: 401']],
      { state: 'well' },
      'deliveries arrive: 2 of the last 3, the newest at 2026-11-30 10:00 UTC',
    ],
    [
      'another secret',
      [[401, 'Invalid HTTP Response: 401'], ok],
      { state: 'broken', todo: expect.stringContaining('WEBHOOK_SECRET') },
      'deliveries arrive and are refused, their signature being wrong (401): 1 of the last 2, the newest at 2026-11-30 10:00 UTC',
    ],
    [
      'no answer in time',
      [[504, 'timed out']],
      { state: 'broken', todo: expect.stringContaining(hook.url) },
      'GitHub cannot reach the webhook (timed out): 1 of the last 1, the newest at 2026-11-30 10:00 UTC',
    ],
    [
      'no connection',
      [[0, 'failed to connect to host']],
      { state: 'broken' },
      'GitHub cannot reach the webhook (failed to connect to host): 1 of the last 1, the newest at 2026-11-30 10:00 UTC',
    ],
    [
      'a gateway with nothing behind it',
      [[502, 'Invalid HTTP Response: 502']],
      { state: 'broken' },
      'GitHub cannot reach the webhook (Invalid HTTP Response: 502): 1 of the last 1, the newest at 2026-11-30 10:00 UTC',
    ],
    [
      'a webhook that sends forms',
      [[415, 'Invalid HTTP Response: 415']],
      { state: 'broken', todo: expect.stringContaining('application/json') },
      'deliveries arrive as forms and are refused (415): 1 of the last 1, the newest at 2026-11-30 10:00 UTC',
    ],
    [
      'another path',
      [[404, 'Invalid HTTP Response: 404']],
      { state: 'broken', todo: expect.stringContaining('/api/github/webhooks') },
      'something else answers deliveries, with 404: 1 of the last 1, the newest at 2026-11-30 10:00 UTC',
    ],
    [
      'a server that fails',
      [[500, 'Invalid HTTP Response: 500']],
      { state: 'broken', todo: expect.stringContaining('log') },
      'deliveries arrive and are answered with 500: 1 of the last 1, the newest at 2026-11-30 10:00 UTC',
    ],
    ['none at all', [], { state: 'unknown' }, 'GitHub has sent no delivery in the last three days'],
  ])('%s', (_, codes, rest, seen) => {
    expect(judgeWebhook(attempts(...codes), hook, settings)).toMatchObject({ area: 'webhook', seen, ...rest });
  });

  test.each([
    ['no address', {}],
    ['the placeholder of the set-up page', { url: 'https://example.com/api/github/webhooks' }],
  ])('%s is no webhook', (_, config) => {
    expect(judgeWebhook([], config, settings)).toMatchObject({
      state: 'broken',
      seen: 'the App has no webhook address, so GitHub sends nothing',
    });
  });

  test('a server that does not tell its address has one', () => {
    expect(judgeWebhook(attempts(ok), undefined, settings).state).toBe('well');
  });
});

describe('a Postgres', () => {
  const facts: DatabaseFacts = {
    ...{ version: '16.4 (Debian 16.4-1)', number: 160_004, role: 'soundings', bytes: 48_000_000, openTables: [] },
    ...{ isSuperuser: false, bypassesPolicies: false, mayMakeTables: true, mayReadTables: true },
    ...{ isStandby: false, isReadOnly: false },
  };
  const current = { left: 0, isNewer: false };
  test.each<[string, Partial<DatabaseFacts>, Parameters<typeof judgePostgres>[1], string, string[]]>([
    [
      'all well',
      {},
      current,
      'well',
      ['PostgreSQL 16.4 at db:5432, role "soundings", which row-level security holds; 48 MB; tables up to date'],
    ],
    [
      'before its first start',
      {},
      undefined,
      'well',
      [
        'PostgreSQL 16.4 at db:5432, role "soundings", which row-level security holds; 48 MB; no tables so far, the server makes them at its first start',
      ],
    ],
    [
      'of a newer version',
      {},
      { left: 0, isNewer: true },
      'remark',
      ['a newer version of Soundings has changed the tables'],
    ],
    [
      'too old',
      { version: '12.22', number: 120_022 },
      undefined,
      'broken',
      ['PostgreSQL 12.22 is too old: the queue needs 13 or newer'],
    ],
    ['a standby', { isStandby: true }, current, 'broken', ['db:5432 is a standby, which cannot be written to']],
    ['read-only', { isReadOnly: true }, current, 'broken', ['the role or the database is read-only by default']],
    [
      'a superuser, and somebody switched policies off',
      { isSuperuser: true, bypassesPolicies: true, openTables: ['bets', 'checks'] },
      current,
      'broken',
      [
        'role "soundings" is a superuser, whom row-level security does not hold',
        'row-level security does not hold for bets and checks',
      ],
    ],
    [
      'no right to make tables',
      { mayMakeTables: false },
      { left: 2, isNewer: false },
      'broken',
      ['role "soundings" may not make tables, which the server does at its start'],
    ],
  ])('%s', (_, changed, tables, state, seen) => {
    const findings = judgePostgres({ ...facts, ...changed }, tables, 'db:5432');
    expect(findings.map((one) => one.seen)).toEqual(seen);
    expect(new Set(findings.map((one) => one.state))).toEqual(new Set([state]));
  });

  test.each<[string, object, RegExp]>([
    ['a full house', { code: '53300' }, /has no room for another connection/],
    [
      'a certificate of nobody',
      { code: 'SELF_SIGNED_CERT_IN_CHAIN' },
      /^no encrypted connection to PostgreSQL at db:5432/,
    ],
  ])('%s is named', (_, code, seen) => {
    const error = new Error('unreachable', { cause: Object.assign(new Error('said'), code) });
    expect(judgeConnection(error, 'db:5432').seen).toMatch(seen);
  });
});

test.each<[string, number, string, string]>([
  ['much', 40_000_000_000, 'well', '40 GB free on the disk of /data'],
  ['little', 400_000_000, 'remark', 'only 400 MB free on the disk of /data'],
  ['next to nothing', 8_200_000, 'broken', 'only 8.2 MB free on the disk of /data'],
])('free space: %s', (_, free, state, seen) => {
  expect(judgeFree(free, '/data')).toEqual([expect.objectContaining({ state, seen })]);
});

const gib = 2 ** 30;
test.each<[string, number, number, 'postgres' | 'embedded', string, RegExp]>([
  ['a machine without a limit', 0, 8 * gib, 'embedded', 'well', /^this machine has 8\.6 GB$/],
  ['a limit that is none, as cgroup v1 tells it', 2 ** 63, 8 * gib, 'embedded', 'well', /^this machine has/],
  ['a limit with room', gib, 8 * gib, 'embedded', 'well', /^this container may use 1\.1 GB$/],
  ['a tight one', 0.5 * gib, 8 * gib, 'embedded', 'remark', /^this container may use 537 MB, and .* 800 MB for some/],
  ['the same beside a Postgres', 0.5 * gib, 8 * gib, 'postgres', 'well', /^this container may use 537 MB$/],
  [
    'a tight one beside a Postgres',
    0.3 * gib,
    8 * gib,
    'postgres',
    'remark',
    /, and a server takes 170 MB .* 390 MB when/,
  ],
  [
    'too little beside a Postgres',
    0.2 * gib,
    8 * gib,
    'postgres',
    'broken',
    /^this container may use 215 MB, and a server/,
  ],
  ['too little', 0.25 * gib, 8 * gib, 'embedded', 'broken', /^this container may use 268 MB, and a server takes/],
  ['a small machine', 0, 0.4 * gib, 'embedded', 'broken', /^this machine has 429 MB, and/],
])('memory: %s', (_, limit, total, database, state, seen) => {
  expect(judgeMemory(limit, total, database)).toMatchObject({
    ...{ area: 'memory', state, seen: expect.stringMatching(seen) },
  });
});
