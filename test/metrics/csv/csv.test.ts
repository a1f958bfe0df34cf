import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inShort, readOne } from '../../stage/sources/read-one.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'soundings-csv-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(query: unknown, keys: Record<string, unknown> = {}) {
  const window = { from: '2026-11-01T00:00:00Z', to: '2026-11-05T00:00:00Z' };
  const { reading, said } = await readOne({ type: 'csv', ...keys, queries: { q: query } }, { ...window, folder });
  expect(said).not.toMatch(/soundings-csv|31337/);
  return inShort(reading);
}

async function readText(text: string, query: Record<string, unknown> = {}, keys: Record<string, unknown> = {}) {
  await writeFile(join(folder, 'daily.csv'), text);
  return read({ file: 'daily.csv', ...query }, keys);
}

describe('files', () => {
  test.each<[string, string, Record<string, unknown>, unknown]>([
    ['the usual headers', 't,value\n2026-11-01,5\n', {}, [['2026-11-01', 5]]],
    [
      'as spreadsheets write them',
      '\ufefft;value\r\n"2026-11-01";"5"\r\n\r\n',
      { delimiter: ';' },
      [['2026-11-01', 5]],
    ],
    [
      'other headers and columns',
      'id, day , rate \n7, 2026-11-01 , 5\n',
      { time: 'day', value: 'rate' },
      [['2026-11-01', 5]],
    ],
    ['no rows', 't,value\n', {}, 'empty'],
    ['a delimiter that nobody named', 't;value\n2026-11-01;5,5\n', {}, [['2026-11-01', 5.5]]],
    [
      'thousands of a German spreadsheet',
      't;value\n2026-11-01;1.037\n2026-11-02;901\n',
      {},
      [
        ['2026-11-01', 1037],
        ['2026-11-02', 901],
      ],
    ],
    [
      'thousands that may be decimals',
      't;value\n2026-11-01;1.037\n2026-11-02;1.043\n',
      {},
      'bad-samples: the figures of column "value" can be read in two ways, as thousands or with decimals: say `decimal: "."` or `decimal: ","` in the query',
    ],
    ['decimals, as somebody says', 't;value\n2026-11-01;1.037\n', { decimal: '.' }, [['2026-11-01', 1.037]]],
    ['days without hyphens', 't,value\n20261101,5\n', {}, [['2026-11-01', 5]]],
    [
      'American days',
      't,value\n10/31/2026,4\n11/1/2026,5\n11/2/2026,6\n',
      {},
      [
        ['2026-11-01', 5],
        ['2026-11-02', 6],
      ],
    ],
    ['words for no value', 't,value\n2026-11-01,NA\n2026-11-02,5\n', {}, [['2026-11-02', 5]]],
    [
      'a login page in place of the file',
      '<!DOCTYPE html><html><body>Please log in</body></html>\n',
      { time: 'date', value: 'value' },
      'query-failed: the file of the source cannot be read: this is a web page, not a table',
    ],
    [
      'another file in its place',
      'name,price\nshoes,5\n',
      {},
      'query-failed: the file of the source has no column "t"',
    ],
    ['weeks', 't,value\n2026-W45,5\n', {}, 'bad-samples: row 1 is a week: one row a day, or one an hour, is expected'],
    [
      'nothing at all, as of an export that failed',
      '',
      {},
      'query-failed: the file of the source cannot be read: there is nothing in it',
    ],
    ['a cell left blank', 't,value\n2026-11-01,\n2026-11-02,5\n', {}, [['2026-11-02', 5]]],
    ['a ratio', 't,numerator,denominator\n2026-11-01,1,4\n', {}, [['2026-11-01', 0.25]]],
    [
      'a header named like an inner part of objects',
      't,constructor\n2026-11-01,5\n',
      { value: 'constructor' },
      [['2026-11-01', 5]],
    ],
    [
      'a column that is not there',
      't,value\n2026-11-01,5\n',
      { value: 'rate' },
      'query-failed: the file of the source has no column "rate"',
    ],
    [
      'a column twice',
      't,value,value\n2026-11-01,5,6\n',
      {},
      'query-failed: the file of the source has two columns "value"',
    ],
    [
      'a row too long',
      't,value\n2026-11-01,5\n2026-11-02,31337,7\n',
      {},
      'query-failed: the file of the source cannot be read: line 3 has 3 cells, the header has 2',
    ],
    [
      'a quote without an end',
      't,value\n2026-11-01,"31337\n',
      {},
      'query-failed: the file of the source cannot be read: line 2 cannot be read: perhaps a quote is not closed',
    ],
    [
      'no line breaks at all',
      `t,value\n"${'31337'.repeat(100_000)}`,
      {},
      'query-failed: the file of the source cannot be read: line 2 cannot be read: perhaps a quote is not closed',
    ],
    [
      'one that is no text',
      '\u0000\u0001PNG\n\u0002,\u0003',
      {},
      'query-failed: the file of the source cannot be read: this is not a text file: CSV is expected',
    ],
  ])('%s', async (_, text, query, expected) => {
    expect(await readText(text, query)).toEqual(expected);
  });

  test('lines of words alone are left out, and the log says which', async () => {
    const text = 't,value\n2026-11-01,5\nNew tracking\n2026-11-02,6\nSource: GA4\n';
    await writeFile(join(folder, 'words.csv'), text);
    const connection = { type: 'csv', queries: { q: 'words.csv' } };
    const window = { from: '2026-11-01T00:00:00Z', to: '2026-11-05T00:00:00Z' };
    const { reading, said } = await readOne(connection, { ...window, folder });
    expect(inShort(reading)).toEqual([
      ['2026-11-01', 5],
      ['2026-11-02', 6],
    ]);
    expect(JSON.parse(said)).toEqual([
      [{ source: 'c/q' }, 'Left out: lines 3 and 5 of its file, which are words alone'],
    ]);
  });

  test('the path may be relative to the file of sources, or absolute, and all there is to say', async () => {
    await mkdir(join(folder, 'deep'));
    await writeFile(join(folder, 'deep', 'daily.csv'), 't,value\n2026-11-01,5\n');
    expect(await read('deep/daily.csv')).toEqual([['2026-11-01', 5]]);
    expect(await read(join(folder, 'deep', 'daily.csv'))).toEqual([['2026-11-01', 5]]);
  });

  test('a file with far more rows than allowed is not read to its end', async () => {
    const row = '2026-11-01,5\n';
    expect(await readText(`t,value\n${row.repeat(1_000)}${'"'.repeat(999)}`, {}, { max_rows: 10 })).toBe(
      'too-many-rows: the source gave more than 10 rows',
    );
  });
});

describe('what is no regular file', () => {
  test('none', async () => {
    expect(await read('none.csv')).toBe('unreachable: the file of the source could not be opened');
  });

  test('a folder', async () => {
    expect(await read('.')).toBe('unreachable: the file of the source is no regular file');
  });

  test('a device without end', async () => {
    expect(await read('/dev/zero')).toBe('unreachable: the file of the source is no regular file');
  });

  test('a pipe into which nobody writes', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(await read('pipe')).toBe('unreachable: the file of the source is no regular file');
  });
});
