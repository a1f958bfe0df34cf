import { describe, expect, test } from 'vitest';
import type { FirstOwners } from '../../src/flows/ports/metric-reader.ts';
import { metricReader } from '../../src/metrics/metric-reader.ts';
import type { RowsRequest } from '../../src/metrics/source.ts';
import type { Connection } from '../../src/metrics/sources.ts';

const window = { from: new Date('2026-11-01T00:00:00Z'), to: new Date('2026-11-05T00:00:00Z') };

function readerOf(
  rows: (request: RowsRequest) => Promise<Record<string, unknown>[]>,
  more: Partial<Connection> = {},
  firstOwners?: FirstOwners,
  now = () => 0,
) {
  const connection: Connection = {
    timezone: 'UTC',
    timeout: 1_000,
    maxRows: 10,
    queries: new Set(['q']),
    source: { rows, close: async () => {} },
    secrets: [],
    ...more,
  };
  const said: unknown[] = [];
  const note = (...what: unknown[]) => said.push(what);
  const log = { info: note, warn: note, error: note };
  const reader = metricReader({ sources: new Map([['c', connection]]), log, now, ...(firstOwners && { firstOwners }) });
  const read = (source?: string, asked = window, owner = 'acme', ownerId = 7) =>
    reader.read({
      owner,
      ownerId,
      metric: {
        name: 'm',
        title: 'M',
        unit: 'count',
        good: 'up',
        drives: [],
        ...(source === undefined ? {} : { source }),
      },
      ...asked,
    });
  return { read, said };
}

const none = async () => [];
const failed = (reason: string, text: string) => ({ kind: 'failed', failure: { reason, text } });

test.each<[string, string | undefined, string, string]>([
  ['no source', undefined, 'no-source', 'the outcome map names no source for this metric'],
  ['an empty source', '', 'no-source', 'the outcome map names no source for this metric'],
  ['an unknown connection', 'd/q', 'unknown-source', 'the operator has no source named "d/q"'],
  ['an unknown query', 'c/r', 'unknown-source', 'the operator has no source named "c/r"'],
  ['no query', 'c', 'unknown-source', 'the operator has no source named "c"'],
  ['no connection', '/q', 'unknown-source', 'the operator has no source named "/q"'],
  ['a name that objects have', '__proto__/q', 'unknown-source', 'the operator has no source named "__proto__/q"'],
])('%s', async (_, source, reason, text) => {
  expect(await readerOf(none).read(source)).toEqual(failed(reason, text));
});

test('a time without length is not asked for', async () => {
  const { read, said } = readerOf(() => Promise.reject(new Error('asked')));
  expect(await read('c/q', { from: window.to, to: window.from })).toEqual({ kind: 'empty' });
  expect(said).toEqual([]);
});

test.each<[string, Record<string, unknown>[], string | undefined]>([
  ['nothing', [], undefined],
  [
    'older rows',
    [
      { t: '2025-10-30', value: 31337 },
      { t: '2025-10-31', value: 31337 },
    ],
    'its rows end before the time asked for, on 2025-10-31',
  ],
  ['rows without a value', [{ t: '2026-11-02', value: null }], 'rows came for the time asked for, and none has one'],
  // The history before the first value is asked for as well.
  ['later rows', [{ t: '2026-12-01', value: 31337 }], undefined],
])('%s: no value, and the log says why rows did not count', async (_, rows, why) => {
  const { read, said } = readerOf(async () => rows);
  expect(await read('c/q')).toEqual({ kind: 'empty' });
  const line = [{ source: 'c/q', rows: rows.length }, `Metric has no value: ${why}`];
  expect(said).toEqual(why === undefined ? [] : [line]);
});

test('an unforeseen error is a failure too; the log says where it came from, not what it said', async () => {
  const { read, said } = readerOf(() => Promise.reject(Object.assign(new TypeError('secret 31337'), { code: 'ODD' })));
  expect(await read('c/q')).toEqual(failed('query-failed', 'the source failed'));
  expect(said).toHaveLength(1);
  expect(JSON.stringify(said)).toMatch(/"error":"TypeError","code":"ODD","at":".*metric-reader\.test\.ts/);
  expect(JSON.stringify(said)).not.toContain('31337');
});

test('what is thrown and is no error at all', async () => {
  expect(await readerOf(() => Promise.reject('secret')).read('c/q')).toEqual(
    failed('query-failed', 'the source failed'),
  );
});

test('a source that heeds nothing is left behind when the time is up, and told so', async () => {
  let signal: AbortSignal | undefined;
  const { read, said } = readerOf(
    (request) => {
      signal = request.signal;
      return new Promise(() => {});
    },
    { timeout: 20 },
  );
  expect(await read('c/q')).toEqual(failed('timeout', 'the source did not answer within 0.02 s'));
  expect(signal?.aborted).toBe(true);
  expect(said).toEqual([
    [{ source: 'c/q', owner: 'acme', reason: 'timeout' }, 'Metric not read: the source did not answer within 0.02 s'],
  ]);
});

test('days east of Greenwich are asked for from where they begin', async () => {
  const asked: [string, string][] = [];
  const rows = async ({ from, to }: RowsRequest) => {
    asked.push([from.toISOString(), to.toISOString()]);
    return [];
  };
  await readerOf(rows, { timezone: 'Asia/Tokyo' }).read('c/q');
  await readerOf(rows, { timezone: 'America/Los_Angeles' }).read('c/q');
  await readerOf(rows).read('c/q', { from: new Date('2026-11-01T10:00:00Z'), to: window.to });
  expect(asked).toEqual([
    ['2026-10-31T15:00:00.000Z', '2026-11-05T00:00:00.000Z'],
    ['2026-11-01T00:00:00.000Z', '2026-11-05T00:00:00.000Z'],
    ['2026-11-01T10:00:00.000Z', '2026-11-05T00:00:00.000Z'],
  ]);
});

test('whose source it is, is asked at every read, and nothing of one for others is told', async () => {
  const owners = ['acme'];
  let asked = 0;
  const rows = async () => {
    asked += 1;
    return [{ t: '2026-11-01', value: 1 }];
  };
  const { read } = readerOf(rows, { owners });
  const notFor = (owner: string) => failed('not-available', `source not available to ${owner}`);
  expect(await read('c/q', window, 'ACME')).toMatchObject({ kind: 'samples' });
  expect(await read('c/q', window, 'evil')).toEqual(notFor('evil'));
  expect(await read('c/unknown', window, 'evil')).toEqual(notFor('evil'));
  expect(await read('c/q', window, 'acme-evil')).toEqual(notFor('acme-evil'));
  expect(asked).toBe(1);
  // A window just read for one owner is no answer for another one, nor for the same one later.
  owners.pop();
  expect(await read('c/q', window, 'acme')).toEqual(notFor('acme'));
  expect(asked).toBe(1);
  owners.push('evil');
  expect(await read('c/q', window, 'evil')).toMatchObject({ kind: 'samples' });
  expect(asked).toBe(2);
});

test.each([
  [[7], 'renamed', 7, true],
  [[7], 'acme', 8, false],
  [['acme'], 'acme', 8, true],
  [['7'], 'acme', 7, false],
  [['other', 7], 'acme', 7, true],
  [[], 'acme', 7, false],
])('owners %j, asked by %s (%i): %s', async (owners, owner, ownerId, may) => {
  const reading = await readerOf(none, { owners }).read('c/q', window, owner, ownerId);
  expect(reading).toEqual(may ? { kind: 'empty' } : failed('not-available', `source not available to ${owner}`));
});

describe('a login in `owners` that was somebody else’s first', () => {
  const firstOwners = { wasFirst: async (_: string, id: number) => id === 7 };

  test.each([
    [['acme'], 7, true],
    [['acme'], 8, false],
    [['acme', 8], 8, true],
    [[8], 8, true],
    [undefined, 8, true],
  ])('owners %j, asked by acme (%i): %s', async (owners, ownerId, may) => {
    const { read } = readerOf(none, owners ? { owners } : {}, firstOwners);
    const reading = await read('c/q', window, 'Acme', ownerId);
    expect(reading).toEqual(may ? { kind: 'empty' } : failed('not-available', 'source not available to Acme'));
  });

  test('the operator hears once, and what to write instead', async () => {
    const { read, said } = readerOf(none, { owners: ['acme'] }, firstOwners);
    for (let time = 0; time < 3; time += 1) await read('c/q', window, 'acme', 8);
    expect(said).toEqual([
      [
        { source: 'c', owner: 'acme', ownerId: 8 },
        'Source not read: the login `acme` in its `owners` was somebody else’s when this database met it first. Write the number of the owner that you mean; the one of today is 8',
      ],
    ]);
  });

  test('the operator hears again after an hour, however often it is read meanwhile', async () => {
    let minute = 0;
    const { read, said } = readerOf(none, { owners: ['acme'] }, firstOwners, () => 1 + minute * 60_000);
    for (minute of [0, 40, 61, 101]) await read('c/q', window, 'acme', 8);
    expect(said).toHaveLength(2);
  });

  test('a database that does not answer is no word on a source: it is thrown on', async () => {
    const down = { wasFirst: () => Promise.reject(new Error('down')) };
    await expect(readerOf(none, { owners: ['acme'] }, down).read('c/q')).rejects.toThrow('down');
    expect(await readerOf(none, { owners: ['acme'] }, down).read('c/q', window, 'evil')).toMatchObject({
      kind: 'failed',
    });
  });
});
