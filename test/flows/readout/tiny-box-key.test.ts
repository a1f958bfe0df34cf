import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tinyBoxKey } from '../../../src/flows/readout/raise-tiny-box-alarm.ts';
import { runs } from '../../stage/run/property-runs.ts';

const name = fc.stringMatching(/^[a-b](?:[a-b-]{0,4}[a-b])?$/);

test('two edges have two keys, whatever hyphens their names hold', () => {
  expect(tinyBoxKey('signups', 'projects')).toBe('tiny-box-signups-projects');
  expect(tinyBoxKey('a-b', 'c')).not.toBe(tinyBoxKey('a', 'b-c'));
  fc.assert(
    fc.property(name, name, name, name, (lower, upper, otherLower, otherUpper) => {
      fc.pre(lower !== otherLower || upper !== otherUpper);
      expect(tinyBoxKey(lower, upper)).not.toBe(tinyBoxKey(otherLower, otherUpper));
    }),
    runs(),
  );
});
