import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMarked, marker, parseMarker, withKey } from '../../../src/render/comment/marker.ts';
import { runs } from '../../stage/run/property-runs.ts';

describe('marker', () => {
  test('is the first line of a comment', () => {
    expect(marker('forecast', { measurable: 'yes', state: 'open', metric: undefined })).toBe(
      '<!-- soundings:forecast v1 measurable=yes state=open -->',
    );
    expect(marker('reply')).toBe('<!-- soundings:reply v1 -->');
  });

  test('carries any value, and stays one HTML comment of one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const line = marker('alarm', { metric: value });
        expect(line.slice(4, -3)).not.toMatch(/--|>|\n|-$/);
        expect(parseMarker(`${line}\nbody`)?.fields.metric).toBe(value.toWellFormed());
      }),
      runs(),
    );
  });
});

describe('withKey', () => {
  test.each([
    ['', '<!-- soundings:alarm v1 metric=p95 -->\nIt got worse. -->'],
    ['p95', '<!-- soundings:alarm v1 metric=p95 key=p95 -->\nIt got worse. -->'],
    ['a--b', '<!-- soundings:alarm v1 metric=p95 key=a-%2Db -->\nIt got worse. -->'],
    ["$'", "<!-- soundings:alarm v1 metric=p95 key=%24' -->\nIt got worse. -->"],
  ])('%s', (key, body) => {
    expect(withKey('<!-- soundings:alarm v1 metric=p95 -->\nIt got worse. -->', key)).toBe(body);
  });

  test('any key is read back, and the comment stays one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (key) => {
        const body = withKey(`${marker('alarm', { metric: 'p95' })}\nIt got worse.`, key);
        const [line = ''] = body.split('\n');
        expect(line.slice(4, -3)).not.toMatch(/--|>|\n|-$/);
        expect(isMarked(body, 'alarm', { metric: 'p95', key: key.toWellFormed() })).toBe(true);
      }),
      runs(),
    );
  });
});

describe('isMarked', () => {
  const body = '<!-- soundings:challenge v1 key=44-0 -->\nsam doubts the metric';
  test.each([
    [true, 'challenge', {}],
    [true, 'challenge', { key: '44-0' }],
    [false, 'challenge', { key: '44-1' }],
    [false, 'challenge', { constructor: 'Object' }],
    [false, 'alarm', { key: '44-0' }],
  ] as const)('%s: %s %j', (expected, kind, fields) => expect(isMarked(body, kind, fields)).toBe(expected));
});

describe('parseMarker', () => {
  test('reads what the first line says', () => {
    expect(parseMarker('<!-- soundings:final v1 verdict=moved-less key=2026-11-17 -->\r\n### It moved')).toEqual({
      kind: 'final',
      version: 1,
      fields: { verdict: 'moved-less', key: '2026-11-17' },
    });
  });

  test.each([
    ['a later line', 'hello\n<!-- soundings:final v1 -->'],
    ['not the whole line', '<!-- soundings:final v1 --> hello'],
    ['indented', ' <!-- soundings:final v1 -->'],
    ['another app', '<!-- other:final v1 -->'],
    ['no version', '<!-- soundings:final -->'],
    ['made inert', '&lt;!-- soundings:final v1 --&gt;'],
    ['a megabyte', `<!-- soundings:final v1${' a=b'.repeat(250_000)} -->`],
  ])('%s is none of ours', (_, body) => expect(parseMarker(body)).toBeUndefined());

  test('a broken value is kept as it is', () => {
    expect(parseMarker('<!-- soundings:alarm v1 metric=%zz -->')?.fields.metric).toBe('%zz');
  });
});
