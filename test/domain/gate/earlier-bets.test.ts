import { expect, test } from 'vitest';
import { type EarlierBet, lastShown, namedNearby, type WindowSize } from '../../../src/domain/gate/earlier-bets.ts';
import { metric } from '../../stage/samples/outcome-map-of-a-shop.ts';

const offered = ['KR1', 'KR2', 'KR3', 'KR4', 'KR5'].map((id) => ({
  keyResult: { id, metric: 'signups', from: 1, to: 2, by: '2026-12-31' },
}));
const bet = (keyResults: string[], paths: string[], merged = true): EarlierBet => ({ merged, keyResults, paths });
const near = (paths: string[], ...bets: EarlierBet[]) =>
  namedNearby(offered, paths, bets).map(({ keyResult }) => keyResult.id);

test.each<[string, string[], EarlierBet[], string[]]>([
  ['nothing in common', ['src/form.ts'], [bet(['KR2'], ['docs/form.ts'])], []],
  ['the same file', ['src/form.ts'], [bet(['KR2'], ['a.md', 'src/form.ts'])], ['KR2']],
  ['another file of the folder', ['src/new.ts'], [bet(['KR2'], ['src/form.ts'])], ['KR2']],
  ['the root is no folder', ['README.md'], [bet(['KR2'], ['LICENSE'])], []],
  ['a file of the root is a file', ['README.md'], [bet(['KR2'], ['README.md'])], ['KR2']],
  ['a folder below is another', ['src/new.ts'], [bet(['KR2'], ['src/web/form.ts'])], []],
  ['not merged', ['src/form.ts'], [bet(['KR2'], ['src/form.ts'], false)], []],
  ['one that is offered no more', ['src/form.ts'], [bet(['KR9'], ['src/form.ts'])], []],
  ['files before folders', ['src/a.ts'], [bet(['KR1'], ['src/b.ts']), bet(['KR3'], ['src/a.ts'])], ['KR3', 'KR1']],
  [
    'the most often named first, of equals the order of the map',
    ['src/a.ts'],
    [bet(['KR5', 'KR2'], ['src/a.ts']), bet(['KR4'], ['src/a.ts']), bet(['KR4'], ['src/a.ts'])],
    ['KR4', 'KR2', 'KR5'],
  ],
  ['three at most', ['src/a.ts'], [bet(['KR4', 'KR3', 'KR2', 'KR1'], ['src/a.ts'])], ['KR1', 'KR2', 'KR3']],
])('%s', (_, paths, bets, named) => {
  expect(near(paths, ...bets)).toEqual(named);
});

test('what a window shows is told of the series that it was said of', () => {
  const shows = (days: number, source?: string): EarlierBet => ({
    ...bet([], []),
    shows: { metric: 'signups', days, relative: 0.04, ...(source ? { source } : {}) } satisfies WindowSize,
  });
  const signups = metric('signups', { source: 'warehouse/signups' });
  const bets = [shows(7), shows(14, 'warehouse/signups'), shows(28, 'warehouse/signups')];
  expect(lastShown(signups, bets)?.days).toBe(14);
  expect(lastShown(metric('signups'), bets)?.days).toBe(7);
  expect(lastShown(metric('churn'), bets)).toBeUndefined();
});
