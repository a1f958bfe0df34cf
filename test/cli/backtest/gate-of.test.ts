import { expect, test } from 'vitest';
import { gateOf, type MergedPull } from '../../../src/cli/backtest/repository/gate-of.ts';
import { outcomeMapOf, readOutcomeMap } from '../../../src/domain/outcome-map/read-outcome-map.ts';
import { acmeMap } from '../../stage/samples/acme-map.ts';
import { shop as repository } from '../../stage/samples/outcome-map-of-a-shop.ts';

const read = readOutcomeMap('acme.yml', acmeMap);
if ('problems' in read) throw new Error('the sample map has problems');
const whole = outcomeMapOf(read.document);
if ('problems' in whole) throw new Error('the sample map has problems');

const pull = (number: number, of: Partial<MergedPull>): MergedPull => ({
  ...{ number, title: `Change ${number}`, body: '', author: 'ann', labels: [], headRef: 'form', baseRef: 'main' },
  ...{ fromFork: false, mergedAt: '2026-06-01T10:00:00Z', updatedAt: '2026-06-01T10:00:00Z', ...of },
});

test.each<[string, Partial<MergedPull>, string, string[]]>([
  ['a bet on a metric', { body: 'Key result: KR1\nExpect: signup_rate +3% within 14 days' }, 'bet', ['signup_rate']],
  ['no line at all', { body: 'A new form.' }, 'asked', []],
  ['nothing is to move', { body: 'Outcome: none (chore): tidy' }, 'non-bet', []],
  ['an issue that is not looked up', { body: 'Hypothesis: #42' }, 'unread', []],
  ['an expectation that does not count, beside one', { body: 'Hypothesis: #42\nExpect: signup_rte +3%' }, 'asked', []],
  ['a label', { labels: ['No-Outcome'] }, 'exempt', []],
  ['a bot', { author: 'dependabot[bot]' }, 'exempt', []],
  ['a back-merge', { headRef: 'main', baseRef: 'release/1' }, 'exempt', []],
  ['a revert of what was merged', { body: 'Reverts acme/shop#1' }, 'exempt', []],
  ['a revert of what nobody knows', { body: 'Reverts acme/shop#77' }, 'asked', []],
  ['a backport', { body: 'Backport of #1', baseRef: 'release/1' }, 'exempt', []],
  ['files that are exempt', { number: 3 }, 'exempt', []],
])('%s', (_, of, answer, metrics) => {
  const paths = new Map([[3, ['docs/index.md']]]);
  const judged = gateOf([pull(1, {}), pull(2, of)], { map: whole.map, repository, paths });
  expect(judged[1]).toMatchObject({ answer, metrics });
});

test('what closes an issue may be better than it looks', () => {
  const judged = gateOf([pull(1, { body: 'Closes #12' })], { map: whole.map, repository, paths: new Map() });
  expect(judged).toMatchObject([{ answer: 'asked', closes: true }]);
});
