import type { Unanswerable } from '../../analysis/effect.ts';

type Reason = Unanswerable['reason'];

/** What is wrong with the values of a metric, after its title; only what somebody can mend. */
const short: Partial<Record<Reason, string>> = {
  'running-total': 'looks like a running total',
  'unit-changed': 'seems to have changed its unit',
  'counting-changed': 'seems to be counted differently since',
  dead: 'seems to be no longer counted',
  constant: 'has no ups and downs to compare with',
  'mixed-buckets': 'does not come day by day',
};

const remedies: Partial<Record<Reason, string>> = {
  'running-total':
    'make the query return what each day adds, or write `increase: true` beside the metric in the outcome map; `increase: false` if it is not a total',
  'unit-changed': 'make the query return all days in one unit',
  'counting-changed': 'make the query count all days in the same way, or begin where it changed',
  dead: 'check whether it is still recorded, and fix that',
  constant: 'expect a level where there is no history to compare with, such as `at least 50`',
  'mixed-buckets': 'make the query return one value a day, or one an hour',
  unordered: 'make the query return one value a day, or one an hour',
  'not-finite': 'fix the query',
  'too-large': 'fix the query',
};

export const findingOf = ({ reason }: Pick<Unanswerable, 'reason'>): string | undefined => short[reason];

/** `let the query give what each day adds`: a clause, where there is something to be done. */
export const remedyFor = ({ reason }: Pick<Unanswerable, 'reason'>): string | undefined => remedies[reason];
