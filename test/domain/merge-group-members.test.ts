import { expect, test } from 'vitest';
import { mergeGroupMembers } from '../../src/domain/merge-group-members.ts';

const ref = `gh-readonly-queue/main/pr-9-${'a'.repeat(40)}`;

test.each<[string, string, string[], number[]]>([
  ['one', ref, ['Merge pull request #9 from acme/form\n\nShorter form'], [9]],
  ['squashed', ref, ['Fix tax (#7)\n\n* see (#3)', 'Shorter form (#9)'], [7, 9]],
  [
    'merge commits, with commits that name others',
    ref,
    ['Backport (#3)', 'Merge pull request #7 from acme/tax', 'Merge pull request #9 from acme/form'],
    [7, 9],
  ],
  ['rebased', ref, ['Fix tax', 'Shorter form'], [9]],
  ['a base branch with slashes', `gh-readonly-queue/release/1.x/pr-9-${'a'.repeat(40)}`, [], [9]],
  ['another branch altogether', 'main', ['Fix tax (#7)'], [7]],
  ['nothing', 'main', ['', 'tax #7', '(#8) tax'], []],
])('%s', (_, headRef, messages, numbers) => expect(mergeGroupMembers(headRef, messages)).toEqual(numbers));
