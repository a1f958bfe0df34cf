import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { Metric } from '../../src/domain/metric/metric.ts';
import type { Reading } from '../../src/domain/metric/reading.ts';
import type { PushedOf } from '../../src/flows/ports/metric-reader.ts';
import { metricReader } from '../../src/metrics/metric-reader.ts';
import { readSourcesFile } from '../../src/metrics/read-sources-file.ts';

/** A row to serve: `t` is a date or an instant; `undefined` columns do not exist. */
export type ServedRow = { t: string } & Partial<
  Record<'arm' | 'value' | 'numerator' | 'denominator' | 'mean' | 'stddev' | 'n', number | string | null>
>;

/** A connection as it would stand in the file of sources, but for the keys that all types share. Its query is named `q`. */
export interface Served {
  connection: { type: string; queries?: { q: unknown } } & Record<string, unknown>;
  /** What was pushed for the owner who asks. */
  pushedOf?: PushedOf;
  environment?: Record<string, string>;
  /** What must never be seen outside: hosts, passwords, paths. */
  hidden: string[];
}

export interface ServeOptions {
  timezone: string;
  bucket: 'day' | 'hour';
}

/** What a connector's tests bring along. */
export interface ConnectorUnderTest {
  /** A source whose query answers with these rows, in this order, as far as they lie in the window. */
  serve(rows: ServedRow[], options: ServeOptions): Promise<Served>;
  /** A source that cannot be reached. */
  unreachable(): Promise<Served>;
  /** A source that answers the query with an error. */
  broken(): Promise<Served>;
  /** A source that is reached and does not answer. */
  hanging(): Promise<Served>;
  stop(): Promise<void>;
}

/** A case that a peculiarity of the source rules out is not one of its contract. */
const unless = (peculiarity: string | undefined): typeof test | (() => void) => (peculiarity ? () => {} : test);

/** What a type of source cannot do, each with the reason; the case is left out. `nan: 'missing'`: it says so for no value. */
export interface Peculiarities {
  cannotHang?: string;
  cannotBreak?: string;
  keepsOrder?: string;
  holdsOnlyNumbers?: string;
  hasNoArms?: string;
  nan?: 'missing';
  /** Days without samples after the last one are no answer, and every name can be asked for. */
  isPushed?: true;
}

/** No figure of a failing series may be seen outside; this one is easy to find. */
const figure = 31337.25;

/** What every connector must do, against a real source. The connection is read from a real file. */
export function connectorContract(start: () => Promise<ConnectorUnderTest>, peculiar: Peculiarities = {}): void {
  let source: ConnectorUnderTest;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'soundings-sources-'));
    source = await start();
  });
  afterAll(async () => {
    await source?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** A reader of one connection `c`, and whatever it lets out. */
  async function open(served: Served, shared: Record<string, unknown> = {}) {
    const path = join(folder, 'sources.yml');
    await writeFile(path, stringify({ connections: { c: { ...served.connection, ...shared } } }));
    const result = await readSourcesFile({ path, required: true, environment: served.environment ?? {} });
    if ('problems' in result) throw new Error(JSON.stringify(result.problems, null, 1));
    const said: unknown[] = [];
    const note = (...what: unknown[]) => said.push(what);
    const { pushedOf } = served;
    const reader = metricReader({
      ...{ sources: result.sources, log: { info: note, warn: note, error: note } },
      ...(pushedOf && { pushedOf }),
    });
    return {
      close: () => reader.close(),
      async read(from: string, to: string, asked: { owner?: string; source?: string } = {}): Promise<Reading> {
        const reading = await reader.read({
          owner: asked.owner ?? 'acme',
          ...(pushedOf && { ownerId: 7 }),
          metric: metricFrom(asked.source ?? 'c/q'),
          from: new Date(from),
          to: new Date(to),
        });
        if (reading.kind === 'failed') {
          const seen = JSON.stringify([reading, said]);
          for (const secret of [...served.hidden, String(figure)]) expect(seen).not.toContain(secret);
        }
        return reading;
      },
      said,
    };
  }

  async function readOnce(
    rows: ServedRow[],
    [from, to]: [string, string],
    { timezone = 'UTC', bucket = 'day', ...shared }: Partial<ServeOptions> & Record<string, unknown> = {},
  ): Promise<Reading> {
    const reader = await open(await source.serve(rows, { timezone, bucket }), { timezone, ...shared });
    try {
      return await reader.read(from, to);
    } finally {
      await reader.close();
    }
  }

  const november: [string, string] = ['2026-11-01T00:00:00Z', '2026-12-01T00:00:00Z'];

  describe('samples', () => {
    test('one value a day', async () => {
      const rows = [
        { t: '2026-11-01', value: 3 },
        { t: '2026-11-02', value: 4.5 },
        { t: '2026-11-03', value: -1 },
      ];
      expect(await readOnce(rows, november)).toEqual(days([3, 4.5, -1]));
    });

    test('one value an hour', async () => {
      const rows = [
        { t: '2026-11-01T00:00:00Z', value: 3 },
        { t: '2026-11-01T01:00:00Z', value: 4 },
        { t: '2026-11-01T05:00:00Z', value: 5 },
      ];
      expect(await readOnce(rows, november, { bucket: 'hour' })).toEqual({
        kind: 'samples',
        series: {
          bucket: 'hour',
          samples: [
            { t: Date.UTC(2026, 10, 1, 0), value: 3 },
            { t: Date.UTC(2026, 10, 1, 1), value: 4 },
            { t: Date.UTC(2026, 10, 1, 5), value: 5 },
          ],
        },
      });
    });

    test('from is inclusive, to exclusive', async () => {
      const rows = [1, 2, 3, 4, 5].map((day) => ({ t: `2026-11-0${day}`, value: day }));
      expect(await readOnce(rows, ['2026-11-02T00:00:00Z', '2026-11-04T00:00:00Z'])).toEqual(days([2, 3], 2));
    });

    test('a day that is not over by the end is left out', async () => {
      const rows = [1, 2, 3].map((day) => ({ t: `2026-11-0${day}`, value: day }));
      expect(await readOnce(rows, ['2026-11-01T00:00:00Z', '2026-11-03T18:30:00Z'])).toEqual(days([1, 2]));
    });

    unless(peculiar.isPushed && 'what is missing may still be pushed')(
      'no rows in the time asked for are empty',
      async () => {
        expect(await readOnce([{ t: '2026-10-01', value: 3 }], november)).toEqual({ kind: 'empty' });
      },
    );

    test('a bucket without a value is missing, not zero', async () => {
      const rows = [
        { t: '2026-11-01', value: 3 },
        { t: '2026-11-02', value: null },
        { t: '2026-11-04', value: 0 },
      ];
      const reading = await readOnce(rows, november);
      expect(reading).toEqual({
        kind: 'samples',
        series: {
          bucket: 'day',
          samples: [
            { t: Date.UTC(2026, 10, 1), value: 3 },
            { t: Date.UTC(2026, 10, 4), value: 0 },
          ],
        },
      });
    });

    test('buckets without any value are empty', async () => {
      expect(await readOnce([{ t: '2026-11-02', value: null }], november)).toEqual({ kind: 'empty' });
    });

    test('numerator and denominator; nothing out of nothing is missing', async () => {
      const rows = [
        { t: '2026-11-01', numerator: 3, denominator: 100 },
        { t: '2026-11-02', numerator: 0, denominator: 0 },
        { t: '2026-11-03', numerator: 0, denominator: 50 },
      ];
      expect(await readOnce(rows, november)).toEqual({
        kind: 'samples',
        series: {
          bucket: 'day',
          samples: [
            { t: Date.UTC(2026, 10, 1), value: 0.03, numerator: 3, denominator: 100 },
            { t: Date.UTC(2026, 10, 3), value: 0, numerator: 0, denominator: 50 },
          ],
        },
      });
    });

    test('mean, standard deviation and count', async () => {
      const rows = [
        { t: '2026-11-01', mean: 240.5, stddev: 12.5, n: 400 },
        { t: '2026-11-02', mean: 250, stddev: null, n: 1 },
        { t: '2026-11-03', mean: null, stddev: null, n: 0 },
      ];
      expect(await readOnce(rows, november)).toEqual({
        kind: 'samples',
        series: {
          bucket: 'day',
          samples: [
            { t: Date.UTC(2026, 10, 1), value: 240.5, stddev: 12.5, n: 400 },
            { t: Date.UTC(2026, 10, 2), value: 250, n: 1 },
          ],
        },
      });
    });

    test('days begin at midnight of the time zone, also where the clocks change', async () => {
      // 1 November 2026 has 25 hours in Los Angeles.
      const rows = [
        { t: '2026-10-31T07:00:00Z', value: 31 },
        { t: '2026-11-01T07:00:00Z', value: 1 },
        { t: '2026-11-02T08:00:00Z', value: 2 },
        { t: '2026-11-03T08:00:00Z', value: 3 },
      ];
      const reading = await readOnce(rows, ['2026-11-01T00:00:00Z', '2026-11-03T12:00:00Z'], {
        timezone: 'America/Los_Angeles',
      });
      expect(reading).toEqual(inZone(days([1, 2]), 'America/Los_Angeles'));
    });

    test('a day east of Greenwich begins before its name', async () => {
      const rows = [
        { t: '2026-10-31T15:00:00Z', value: 1 },
        { t: '2026-11-01T15:00:00Z', value: 2 },
        { t: '2026-11-02T15:00:00Z', value: 3 },
      ];
      const reading = await readOnce(rows, ['2026-11-01T00:00:00Z', '2026-11-03T00:00:00Z'], {
        timezone: 'Asia/Tokyo',
      });
      expect(reading).toEqual(inZone(days([1, 2]), 'Asia/Tokyo'));
    });

    test('hours of a time zone that is half an hour off', async () => {
      const rows = [
        { t: '2026-11-01T00:30:00Z', value: 1 },
        { t: '2026-11-01T01:30:00Z', value: 2 },
      ];
      const reading = await readOnce(rows, november, { timezone: 'Asia/Kolkata', bucket: 'hour' });
      expect(reading.kind === 'samples' && reading.series).toEqual({
        bucket: 'hour',
        samples: [
          { t: Date.UTC(2026, 10, 1, 0, 30), value: 1 },
          { t: Date.UTC(2026, 10, 1, 1, 30), value: 2 },
        ],
      });
    });

    unless(peculiar.keepsOrder)('rows in any order', async () => {
      const rows = [3, 1, 2].map((day) => ({ t: `2026-11-0${day}`, value: day }));
      expect(await readOnce(rows, november)).toEqual(days([1, 2, 3]));
    });
  });

  unless(peculiar.hasNoArms)('the arms of an experiment, two rows a day', async () => {
    const rows = [
      { t: '2026-11-02', arm: 'control', numerator: 5, denominator: 100 },
      { t: '2026-11-01', arm: 'treatment', numerator: 9, denominator: 100 },
      { t: '2026-11-01', arm: 'control', numerator: 6, denominator: 100 },
    ];
    const [first, second] = [Date.UTC(2026, 10, 1), Date.UTC(2026, 10, 2)];
    expect(await readOnce(rows, november)).toEqual({
      kind: 'samples',
      series: {
        bucket: 'day',
        samples: [
          { t: first, value: 0.075, numerator: 15, denominator: 200 },
          { t: second, value: 0.05, numerator: 5, denominator: 100 },
        ],
      },
      arms: {
        control: {
          name: 'control',
          samples: [
            { t: first, value: 0.06, numerator: 6, denominator: 100 },
            { t: second, value: 0.05, numerator: 5, denominator: 100 },
          ],
        },
        treatment: { name: 'treatment', samples: [{ t: first, value: 0.09, numerator: 9, denominator: 100 }] },
      },
    });
  });

  describe('rows that are no samples', () => {
    const bad = (text: string) => ({ kind: 'failed', failure: { reason: 'bad-samples', text } });

    unless(peculiar.keepsOrder)('two rows of one day', async () => {
      const rows = [
        { t: '2026-11-02', value: figure },
        { t: '2026-11-02', value: figure },
      ];
      expect(await readOnce(rows, november)).toEqual(
        bad('there are two rows for 2026-11-02: one row a day is expected'),
      );
    });

    unless(peculiar.holdsOnlyNumbers)('text', async () => {
      const rows = [
        { t: '2026-11-01', value: `${figure}` },
        { t: '2026-11-02', value: `about ${figure}` },
      ];
      expect(await readOnce(rows, november)).toEqual(
        bad('the row of 2026-11-02 has text where a number is expected, in column "value"'),
      );
    });

    test('NaN', async () => {
      const rows = [
        { t: '2026-11-01', value: 1 },
        { t: '2026-11-02', value: 'NaN' },
      ];
      expect(await readOnce(rows, november)).toEqual(
        peculiar.nan === 'missing'
          ? days([1])
          : bad('the row of 2026-11-02 has NaN where a number is expected, in column "value"'),
      );
    });

    test('infinity', async () => {
      const rows = [{ t: '2026-11-02', value: 'Infinity' }];
      expect(await readOnce(rows, november)).toEqual(
        bad('the row of 2026-11-02 has an infinite or far too large number, in column "value"'),
      );
    });

    unless(peculiar.keepsOrder)('days and hours', async () => {
      const rows = ['01T00', '02T00', '03T00', '04T01', '04T02'].map((t) => ({
        t: `2026-11-${t}:00:00Z`,
        value: figure,
      }));
      expect(await readOnce(rows, november)).toEqual(
        bad(
          'some rows are days, from 2026-11-01T00:00Z, and some are hours: one row a day, or one an hour, is expected',
        ),
      );
    });

    unless(peculiar.keepsOrder)('quarters of an hour', async () => {
      const rows = ['00', '15'].map((minute) => ({ t: `2026-11-01T10:${minute}:00Z`, value: figure }));
      expect(await readOnce(rows, november)).toEqual(
        bad('the row of 2026-11-01T10:15Z begins at no full hour: one row a day, or one an hour, is expected'),
      );
    });
  });

  describe('failures', () => {
    test('more rows than allowed', async () => {
      const rows = [1, 2, 3, 4, 5].map((day) => ({ t: `2026-11-0${day}`, value: figure }));
      const reading = await readOnce(rows, ['2026-11-01T00:00:00Z', '2026-11-06T00:00:00Z'], { max_rows: 4 });
      expect(reading.kind === 'failed' && reading.failure.reason).toBe('too-many-rows');
      expect(reading.kind === 'failed' && reading.failure.text).toMatch(/ more than 4 rows$/);
    });

    test('as many rows as allowed', async () => {
      const rows = [1, 2, 3, 4].map((day) => ({ t: `2026-11-0${day}`, value: day }));
      const reading = await readOnce(rows, ['2026-11-01T00:00:00Z', '2026-11-05T00:00:00Z'], { max_rows: 4 });
      expect(reading).toEqual(days([1, 2, 3, 4]));
    });

    unless(peculiar.cannotHang)('a source that hangs, and another read that it must not harm', async () => {
      const hanging = await open(await source.hanging(), { timeout: '1s' });
      const well = await open(await source.serve([{ t: '2026-11-01', value: 1 }], { timezone: 'UTC', bucket: 'day' }));
      // More than are read side by side: the fifth has its own second once its turn comes.
      const readings = await Promise.all([
        well.read(...november),
        ...[1, 2, 3, 4, 5].map(() => hanging.read(...november)),
      ]);
      expect(readings[0]).toEqual(days([1]));
      for (const reading of readings.slice(1))
        expect(reading).toEqual({
          kind: 'failed',
          failure: { reason: 'timeout', text: 'the source did not answer within 1 s' },
        });
      expect(hanging.said).toHaveLength(5);
      await Promise.all([hanging.close(), well.close()]);
    });

    test('a source that cannot be reached', async () => {
      const reader = await open(await source.unreachable());
      const reading = await reader.read(...november);
      expect(reading.kind === 'failed' && reading.failure.reason).toBe('unreachable');
      expect(reader.said).toHaveLength(1);
      await reader.close();
    });

    unless(peculiar.cannotBreak)('a source that refuses the query', async () => {
      const reader = await open(await source.broken());
      const reading = await reader.read(...november);
      expect(reading.kind === 'failed' && reading.failure.reason).toBe('query-failed');
      expect(reader.said).toHaveLength(1);
      await reader.close();
    });

    test('a read after the end', async () => {
      const rows = [{ t: '2026-11-01', value: 1 }];
      const reader = await open(await source.serve(rows, { timezone: 'UTC', bucket: 'day' }));
      expect(await reader.read(...november)).toEqual(days([1]));
      await reader.close();
      await reader.close();
      expect(await reader.read(...november)).toEqual({
        kind: 'failed',
        failure: { reason: 'unreachable', text: 'the sources are closed' },
      });
    });
  });

  describe('who may read it', () => {
    const rows = [{ t: '2026-11-01', value: 1 }];
    const options: ServeOptions = { timezone: 'UTC', bucket: 'day' };

    test.each<[string, string[] | undefined, string, boolean]>([
      ['no list of owners', undefined, 'acme', true],
      ['an owner on the list', ['other', 'acme'], 'acme', true],
      ['an owner on the list, written another way', ['ACME'], 'Acme', true],
      ['an owner who is not on the list', ['other'], 'acme', false],
      ['an empty list', [], 'acme', false],
    ])('%s', async (_, owners, owner, allowed) => {
      const reader = await open(await source.serve(rows, options), owners ? { owners } : {});
      const refused = (text: string) => ({ kind: 'failed', failure: { reason: 'not-available', text } });
      expect(await reader.read(...november, { owner })).toEqual(
        allowed ? days([1]) : refused(`source not available to ${owner}`),
      );
      // What is in a connection is nobody's business who may not use it.
      expect(await reader.read(...november, { owner, source: 'c/other' })).toEqual(
        allowed
          ? {
              kind: 'failed',
              failure: peculiar.isPushed
                ? expect.objectContaining({ reason: 'not-pushed' })
                : { reason: 'unknown-source', text: 'the operator has no source named "c/other"' },
            }
          : refused(`source not available to ${owner}`),
      );
      await reader.close();
    });
  });
}

/** The same days, named by the dates of a time zone. */
function inZone(reading: Reading, timezone: string): Reading {
  return reading.kind === 'samples' ? { ...reading, series: { ...reading.series, timezone } } : reading;
}

function days(values: number[], first = 1): Reading {
  const samples = values.map((value, i) => ({ t: Date.UTC(2026, 10, first + i), value }));
  return { kind: 'samples', series: { bucket: 'day', samples } };
}

function metricFrom(source: string): Metric {
  return { name: 'm', title: 'M', unit: 'count', good: 'up', drives: [], source };
}
