import { describe, expect, test } from 'vitest';
import { madeByTheQueue, mergeGroupMembers } from '../../../src/domain/gate/merge-group-members.ts';

const ref = `gh-readonly-queue/main/pr-9-${'a'.repeat(40)}`;

test.each<[string, string, string[], number[]]>([
  ['one', ref, ['Merge pull request #9 from acme/form\n\nShorter form'], [9]],
  ['squashed', ref, ['Fix tax (#7)\n\n* see (#3)', 'Shorter form (#9)'], [7, 9]],
  [
    'merge commits, with commits that name others',
    ref,
    ['Backport (#3)', 'Merge pull request #7 from acme/tax', 'Merge pull request #9 from acme/form'],
    [3, 7, 9],
  ],
  [
    'a title made up to look like a merge',
    `gh-readonly-queue/main/pr-14-${'a'.repeat(40)}`,
    ['Fix tax (#12)', 'Merge pull request #1 from x (#13)', 'Shorter form (#14)'],
    [12, 1, 13, 14],
  ],
  ['rebased', ref, ['Fix tax', 'Shorter form'], [9]],
  ['a base branch with slashes', `gh-readonly-queue/release/1.x/pr-9-${'a'.repeat(40)}`, [], [9]],
  ['another branch altogether', 'main', ['Fix tax (#7)'], [7]],
  ['nothing', 'main', ['', 'tax #7', '(#8) tax'], []],
])('%s', (_, headRef, messages, numbers) => expect(mergeGroupMembers(headRef, messages)).toEqual(numbers));

describe('what the queue made', () => {
  const commit = (sha: string, parent?: string) => ({ sha, message: sha, ...(parent ? { parent } : {}) });
  const shas = (commits: Parameters<typeof madeByTheQueue>[0], head: string) =>
    madeByTheQueue(commits, head).map(({ sha }) => sha);

  test('is on the way of first parents; what a merge brought along is not', () => {
    const commits = [commit('side', 'base'), commit('one', 'base'), commit('side2', 'side'), commit('two', 'one')];
    expect(shas(commits, 'two')).toEqual(['one', 'two']);
  });
  test('is all where nobody tells the parents, or the head is not among them', () => {
    expect(shas([commit('one'), commit('two')], 'two')).toEqual(['one', 'two']);
    expect(shas([commit('one', 'base')], 'two')).toEqual(['one']);
  });
  test('ends where parents go round', () => {
    expect(shas([commit('one', 'two'), commit('two', 'one')], 'two')).toHaveLength(2);
  });
});
