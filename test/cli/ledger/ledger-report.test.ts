import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { methodVersion } from '../../../src/analysis/model/method.ts';
import { type LedgerRequest, reportOf } from '../../../src/cli/ledger/ledger-report.ts';
import type { DatabaseConnection } from '../../../src/db/connect.ts';
import { ledgerOf } from '../../../src/db/ledger/ledger.ts';
import { createStore } from '../../../src/db/stores/store.ts';
import type { LedgerFilter } from '../../../src/domain/ledger/ledger.ts';
import { parsePeriod } from '../../../src/domain/ledger/period.ts';
import { openEmbedded } from '../../stage/database/data-folders.ts';
import { readAt, saveSampleRecord } from '../../stage/samples/sample-record.ts';

let connection: DatabaseConnection;
beforeAll(async () => {
  connection = await openEmbedded('migrated');
  await saveSampleRecord(createStore(connection.database, async () => {}));
});
afterAll(() => connection.close());

const told = async (part: Partial<LedgerRequest> = {}) => {
  const request: LedgerRequest = { view: 'bets', filter: {}, format: 'table', width: 200, now: readAt, ...part };
  const report = await reportOf(ledgerOf(connection.database), request);
  return report.kind === 'told' ? report : { text: report.why, notes: [] };
};
const text = async (part: Partial<LedgerRequest> = {}) => (await told(part)).text;

describe('on the terminal', () => {
  const filter: LedgerFilter = { metric: 'signup_rate', ...parsePeriod('2026-10') };

  test('bets: what was expected, what moved, what was decided and learned', async () => {
    expect(await text({ filter })).toBe(
      `date        pull request  metric          expected                    actual  verdict  decision  marks                                  learned
2026-10-21  acme/shop#12  signup_rate          +4%        +2% (-1% to +4.5%)  flat     stop      amended, shared with #11, not counted  同じ効果を分け合った
2026-10-20  acme/shop#11  signup_rate  +5% to +10%        +2% (-1% to +4.5%)  flat               shared with #12
2026-10-05  acme/shop#10  signup_rate         +10%  +11.8% (+7.9% to +15.9%)  moved    keep                                             Fewer fields help.
`,
    );
  });

  test('a narrower one cuts what was learned, by what is seen', async () => {
    const lines = (await text({ filter, width: 146 })).split('\n');
    expect(lines[1]).toMatch(/not counted {2}同じ効果を…$/);
    expect(lines[3]).toMatch(/ {2}Fewer field…$/);
  });

  test('what a bet waits for', async () => {
    const verdicts = (await text({ filter: { repository: 'acme/shop' } })).split('\n').map((line) => line.slice(12));
    for (const one of [
      /^acme\/shop#16 .* is measured$/,
      /^acme\/shop#17 .* waits for its release$/,
      /^acme\/shop#19 .* reverted$/,
      /^acme\/shop#21 +discovery +Nobody reads it\.$/,
    ])
      expect(verdicts.filter((line) => one.test(line))).toHaveLength(1);
  });

  test('nothing that a terminal would act upon', async () => {
    for (const format of ['table', 'csv', 'json'] as const) {
      const shown = await text({ filter: { owner: 'zenith' }, format });
      expect(shown).toContain('[31mred and ');
      expect(shown.replace(/\r?\n/g, '')).not.toMatch(/[\p{Cc}\u202e]/u);
    }
  });

  test('nobody by name', async () => {
    for (const view of ['bets', 'calibration', 'pace', 'edges', 'silent', 'challenges'] as const)
      for (const format of ['table', 'csv', 'json'] as const)
        expect(await text({ view, format })).toMatch(/^(?!.*ada).+/s);
  });

  test('predicted against actual', async () => {
    expect(await text({ view: 'calibration', by: 'metric' })).toBe(
      `metric       concluded  as expected  no data  compared  compatible  in range                    bias       reached of hope
p95_latency          1            0        1         0
signup_rate          2            1        0         2         50%   0% of 1                   -0.6%
signups              1            0        0         1          0%   0% of 1                    -10%
all                  4            1        1         3       33.3%   0% of 2  -3.7% (-18.5% to +11%)  0.40 (-4.00 to 1.18)
`,
    );
    const groups = async (by: LedgerRequest['by']) =>
      (await text({ view: 'calibration', ...(by ? { by } : {}) })).split('\n').map((line) => line.split('  ')[0]);
    expect(await groups(undefined)).toEqual(['month', '2026-10', '2026-11', 'all', '']);
    expect(await groups('team')).toEqual(['team', '(none)', '@acme/growth', '@acme/platform', 'all', '']);
  });

  test('pace', async () => {
    expect(await text({ view: 'pace' })).toBe(
      `measure                                         reason or rule  count  value          range
days from hypothesis to readout                                     1     60
days from merge to release                                          5      2         2 to 2
days from release to readout                                        5     28       28 to 28
bets concluded a week                                               5    1.2
concluded bets that named no expected movement                      1    20%  3.6% to 62.4%
merged pull requests with a bet                                     2  33.3%    9.7% to 70%
merged, exempt                                  author              1  16.7%    3% to 56.4%
merged without a reference                                          1  16.7%    3% to 56.4%
merged, not meant to move anything              bugfix              1  16.7%    3% to 56.4%
merged, not meant to move anything              chore               1  16.7%    3% to 56.4%
`,
    );
    const { text: ofMetric, notes } = await told({ view: 'pace', filter: { metric: 'signups' } });
    expect(ofMetric).not.toContain('merged pull requests');
    expect(notes).toEqual([
      'Merged pull requests without a bet have no team, metric, verdict or decision: they are left out.',
    ]);
  });

  test('edges, what is silent, and challenges', async () => {
    expect(await text({ view: 'edges' })).toBe(
      `owner  metric       drives   bets  lower moved  upper followed          upper per 1%
acme   signup_rate  revenue     2            1               1  0.51% (0.33 to 0.72)
`,
    );
    expect(await text({ view: 'silent' })).toBe(
      `what                          since       days  pull request  metric
what was learned is not said  2026-10-15    47  acme/shop#20
nobody has decided            2026-10-20    42  acme/shop#11  signup_rate
concluded without data        2026-11-02    29  acme/api#3    p95_latency
no readout, and no word why   2026-11-04    27  acme/shop#16  signup_rate
no readout, and no word why   2026-11-08    23  acme/shop#13  signup_rate
`,
    );
    expect(await text({ view: 'challenges' })).toBe(
      `date        what    name         raised on     answered in  why
2026-11-07  metric  signup_rate  acme/shop#10  acme/api#77  It counts robots.
`,
    );
  });

  test('more than is shown is said; nothing is said too', async () => {
    expect(await told({ limit: 13 })).toMatchObject({ notes: [] });
    const { text: two, notes } = await told({ limit: 2 });
    expect(two.split('\n')).toHaveLength(4);
    expect(notes).toEqual(['There are more than these 2: --limit shows more, a file (--format csv or json) has all.']);
    const filter = { since: new Date('2031-01-01') };
    expect(await told({ filter })).toEqual({ kind: 'told', text: '', notes: ['No bets.'] });
  });
});

describe('in a file', () => {
  test('CSV that a reader and a spreadsheet take as meant', async () => {
    const csv = await text({ format: 'csv', filter: { owner: 'zenith' } });
    expect(csv).toMatch(
      /^date,repository,number,state,metric,team,primary,expected_low,expected_high,actual,actual_low,actual_high,verdict,decision,amended,shared_with,counted,learned,lasts,method\r\n/,
    );
    expect(parse(csv, { columns: true })).toEqual([
      {
        date: '2026-11-03T00:00:00.000Z',
        repository: 'Zenith/web',
        number: '1',
        state: 'concluded',
        metric: 'signups',
        team: '',
        primary: 'true',
        expected_low: '0.02',
        expected_high: '0.04',
        actual: '-0.08',
        actual_low: '-0.12',
        actual_high: '-0.04',
        verdict: 'backfired',
        decision: 'stop',
        amended: 'false',
        shared_with: '',
        counted: 'true',
        learned: '\'=HYPERLINK("x"), [31mred and "more"',
        lasts: '',
        method: String(methodVersion),
      },
    ]);
  });

  test('JSON with every name in every row', async () => {
    const rows: Record<string, unknown>[] = JSON.parse(await text({ format: 'json' }));
    expect(rows).toHaveLength(13);
    expect(new Set(rows.map((row) => Object.keys(row).join())).size).toBe(1);
    expect(rows.find(({ number }) => number === 12)).toMatchObject({
      repository: 'acme/shop',
      shared_with: ['acme/shop#11'],
      counted: false,
      actual: 0.02,
      team: '@acme/growth',
      method: methodVersion,
    });
    // Nothing was measured yet, so no figures mean anything.
    expect(rows.find(({ state }) => state === 'shipped')).toMatchObject({ actual: null, method: null, lasts: null });
    expect(await text({ format: 'json', filter: { since: new Date('2031-01-01') } })).toBe('[]\n');
  });
});

test.each<[filter: LedgerFilter, why: string]>([
  [{ metric: 'signup_rat' }, 'the record has no metric signup_rat. Did you mean signup_rate or signups?'],
  [{ repository: 'shopp' }, 'the record has no repository shopp. Did you mean acme/shop?'],
  [
    { repository: 'zenith/shop' },
    'the record has no repository zenith/shop. It has Zenith/web, acme/api and acme/shop.',
  ],
  [{ team: '@acme/x\u001b[2J' }, 'the record has no team @acme/x[2J. It has @acme/growth and @acme/platform.'],
  [{ owner: 'nobody' }, 'the record has no owner nobody. It has Zenith and acme.'],
])('a name that is not in the record: %o', async (filter, why) => {
  expect(await text({ filter })).toBe(why);
});
