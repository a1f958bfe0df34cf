import { expect, test } from 'vitest';
import type { LedgerEntry } from '../../../src/domain/ledger/ledger.ts';
import { portfolioPageOf } from '../../../src/flows/pages/portfolio-page.ts';
import { mapWith } from '../../stage/pages/page-samples.ts';

const entry = (number: number): LedgerEntry => ({
  ...{
    owner: 'acme',
    repository: 'shop',
    number,
    at: new Date('2026-11-25'),
    state: 'concluded',
    metric: 'signup_rate',
  },
  ...{ keyResults: ['KR1'], primary: true, verdict: 'flat', amended: false, sharedWith: [], counted: true },
});

const attention = { decisions: [], silent: [], challenges: [], alarms: [], more: false };

/** One row more than a page has, all of a verdict that is asked for. */
const pageIn = (isPrivate: boolean) =>
  portfolioPageOf(
    { owner: 'acme', ownerId: 7, installationIds: [1] },
    {
      maps: [{ home: 'shop', map: mapWith(), isStale: false, repositories: [1] }],
      counts: { counts: [], isCut: false },
      ...{ attention, trials: [], entries: Array.from({ length: 26 }, (_, number) => entry(number)) },
    },
    {
      reader: new Map([[1, { name: 'shop', private: isPrivate }]]),
      ...{ filter: { verdict: 'flat' }, courses: new Map(), asOf: new Date('2026-12-01') },
    },
  );

test('a verdict that is looked for tells nothing of bets that do not show theirs, nor how many there are', () => {
  expect(pageIn(true)).toMatchObject({ entries: { length: 25 }, moreEntries: true });
  expect(pageIn(false)).toMatchObject({ entries: { length: 0 }, moreEntries: false });
});
