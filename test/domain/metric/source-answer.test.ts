import { expect, test } from 'vitest';
import type { Reading } from '../../../src/domain/metric/reading.ts';
import { newAnswers, type SourceAnswer } from '../../../src/domain/metric/source-answer.ts';
import { metric } from '../../stage/samples/outcome-map-of-a-shop.ts';

const signups = metric('signups', { source: 'warehouse/signups' });
const failed = (reason: 'timeout' | 'not-pushed'): Reading => ({ kind: 'failed', failure: { reason, text: '' } });
const values: Reading = { kind: 'samples', series: { bucket: 'day', samples: [{ t: 0, value: 1 }] } };

test.each<[string, Reading, SourceAnswer | undefined, SourceAnswer | undefined]>([
  ['a first value', values, undefined, 'value'],
  ['no value yet', { kind: 'empty' }, undefined, 'nothing'],
  ['nothing pushed yet', failed('not-pushed'), undefined, 'nothing'],
  ['a failure', failed('timeout'), undefined, 'failed'],
  ['the same again', failed('timeout'), 'failed', undefined],
  ['values at last', values, 'nothing', 'value'],
  ['an answer at last', { kind: 'empty' }, 'failed', 'nothing'],
  ['a source that had values falls silent', { kind: 'empty' }, 'value', undefined],
  ['a source that answered fails', failed('timeout'), 'nothing', undefined],
])('%s', (_, reading, before, found) => {
  const known = new Map(before ? [['warehouse/signups', before]] : []);
  const news = newAnswers([signups], { signups: reading }, known);
  expect([...news]).toEqual(found ? [['warehouse/signups', found]] : []);
});

test('two metrics of one source count as the better one; one without a source, or not read, tells nothing', () => {
  const twin = metric('twin', { source: 'warehouse/signups' });
  const [sourceless, unread] = [metric('constructor'), metric('unread', { source: 'warehouse/unread' })];
  const readings = { signups: values, twin: failed('timeout'), constructor: failed('timeout') };
  const news = newAnswers([signups, twin, sourceless, unread], readings, new Map());
  expect([...news]).toEqual([['warehouse/signups', 'value']]);
});
