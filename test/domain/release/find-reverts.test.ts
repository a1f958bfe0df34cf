import { expect, test } from 'vitest';
import { findReverts } from '../../../src/domain/release/find-reverts.ts';

const home = { owner: 'acme', name: 'shop' };
const sha = '0123456789abcdef0123456789abcdef01234567';

test.each([
  ["GitHub's button", { title: 'Revert "Shorter form"', text: 'Reverts acme/shop#7' }, { numbers: [7] }],
  ['the repository in another case', { title: '', text: 'Reverts Acme/Shop#7' }, { numbers: [7] }],
  ['a number by itself', { title: '', text: 'Some words.\n\nReverts #7' }, { numbers: [7] }],
  ['several', { title: '', text: 'Reverts #7, #8 and acme/shop#9' }, { numbers: [7, 8, 9] }],
  ['an address', { title: '', text: 'This reverts https://github.com/acme/shop/pull/7' }, { numbers: [7] }],
  ['in words', { title: '', text: 'This reverts pull request #7.' }, { numbers: [7] }],
  ['another repository', { title: '', text: 'Reverts acme/docs#7' }, {}],
  ['a quotation', { title: '', text: '> Reverts #7' }, {}],
  ['code', { title: '', text: '```\nReverts #7\nThis reverts commit 0123456.\n```' }, {}],
  ['a comment', { title: '', text: '<!-- Reverts #7 -->' }, {}],
  ['the middle of a line', { title: '', text: 'It never reverts #7' }, {}],
  ['a commit', { title: '', text: `This reverts commit ${sha}.` }, { shas: [sha] }],
  ['a short one', { title: '', text: 'This reverts commit `0123ABC`.' }, { shas: ['0123abc'] }],
  ['too short a one', { title: '', text: 'This reverts commit 012345.' }, {}],
  [
    'several commits',
    { title: '', text: 'This reverts commits 0123abc, 4567def and 89abcde.' },
    { shas: ['0123abc', '4567def', '89abcde'] },
  ],
  [
    'a merge commit',
    { title: '', text: `This reverts commit ${sha}, reversing\nchanges made to fedcba9876543210.` },
    { shas: [sha] },
  ],
  [
    "a commit's message",
    { text: `Revert "Shorter form (#7)"\n\nThis reverts commit ${sha}.` },
    { numbers: [7], shas: [sha] },
  ],
  [
    'a re-apply by git names the reverting commit',
    { text: `Reapply "Shorter form (#7)"\n\nThis reverts commit ${sha}.` },
    { shas: [sha], reapplies: ['Shorter form (#7)'] },
  ],
  [
    'a revert of a revert names the reverting pull request',
    { title: 'Revert "Revert "Shorter form""', text: 'Reverts acme/shop#8' },
    { numbers: [8], reapplies: ['Shorter form'] },
  ],
  [
    'a revert of a squashed revert',
    { text: `Revert "Revert "Shorter form (#7)" (#8)" (#9)\n\nThis reverts commit ${sha}.` },
    { numbers: [8], shas: [sha], reapplies: ['Shorter form (#7)'] },
  ],
  [
    'by git, of a revert by git',
    { text: `Revert "Revert "Shorter form (#7)""\n\nThis reverts commit ${sha}.` },
    { shas: [sha], reapplies: ['Shorter form (#7)'] },
  ],
  ['nothing of the kind', { title: 'Revert the colour', text: 'We revert to blue (#7).' }, {}],
])('%s', (_, subject, found) => {
  expect(findReverts({ ...home, ...subject })).toEqual({ numbers: [], shas: [], reapplies: [], ...found });
});
