import { expect, test } from 'vitest';
import { tellTurns } from '../../../src/flows/upkeep/tell-turns.ts';

const at = new Date('2026-11-03T09:00:00Z');
const read = { source: 'warehouse', query: 'signups', at, seconds: 30 };

test('a source that begins to fail is a line with what to do; one that answers again is another', () => {
  const lines: unknown[][] = [];
  const log = {
    info: (...line: unknown[]) => lines.push(['info', ...line]),
    warn: (...line: unknown[]) => lines.push(['warn', ...line]),
    error() {},
  };
  const failure = { reason: 'timeout', text: 'the source did not answer within 30 s' } as const;
  tellTurns([{ read: { ...read, failure, failingSince: at } }, { read, failedSince: at }], log);
  expect(lines).toEqual([
    [
      'warn',
      { source: 'warehouse/signups', reason: 'timeout', since: at },
      'Source warehouse/signups fails: the source did not answer within 30 s. What to do: make the query faster, or give the connection a longer `timeout`; `npx soundings source test warehouse/signups` tries it',
    ],
    ['info', { source: 'warehouse/signups', failedSince: at }, 'Source warehouse/signups answers again'],
  ]);
});
