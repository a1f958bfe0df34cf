import { expect, test } from 'vitest';
import { findLanded } from '../../../src/domain/release/find-landed.ts';

test.each<[string, string, number[]]>([
  ['a squash', 'Ask for less (#12)\n\n* shorter', [12]],
  ['a squash of a squash', 'Ask for less (#11) (#12)', [12]],
  ['a merge', 'Merge pull request #12 from ada/form\n\nAsk for less', [12]],
  ['bors, that squashes', '[Merged by Bors] - Ask for less (#12)', [12]],
  ['bors, that merges', 'Merge #12 #13\n\n12: Ask for less r=ben a=ada', [12, 13]],
  ['homu', 'Auto merge of #12 - ada:form, r=ben\n\nAsk for less', [12]],
  [
    'ghstack',
    'Ask for less\n\nghstack-source-id: 0123\nPull Request resolved: https://github.com/acme/shop/pull/12',
    [12],
  ],
  ['ghstack, with a hyphen', 'Ask for less\n\nPull-Request-resolved: https://github.com/acme/shop/pull/12', [12]],
  ['Node.js', 'form: ask for less\n\nPR-URL: https://github.com/acme/shop/pull/12\nReviewed-By: Ben', [12]],
  ['Bitcoin', 'Ask for less\n\nGithub-Pull: #12', [12]],
  [
    'Copybara',
    'Ask for less\n\nCOPYBARA_INTEGRATE_REVIEW=https://github.com/acme/shop/pull/12 from ada:form 0123abc',
    [12],
  ],
  ['Apache', 'Ask for less\n\nCloses #12 from ada/form.', [12]],
  ['Apache, another script', 'Ask for less\n\nThis closes #12', [12]],
  ['Azure', 'Merged PR 12: Ask for less', [12]],
  ['Gitea', 'Ask for less\n\nReviewed-on: https://github.com/acme/shop/pull/12', [12]],
  ['a squash that names the repository', 'Ask for less (acme/shop#12)', [12]],
  ['a squash, as Jira has it', 'Ask for less (GH-12)', [12]],
  ['a squash of another repository', 'Ask for less (acme/docs#12)', []],
  ['Graphite and Sapling', 'Ask for less (#12)\n\nReviewed By: ben\n\nDifferential Revision: D13', [12]],
  ['a squash in other brackets', 'Ask for less [#12]', [12]],
  ['a squash without a blank', 'Ask for less (PR#12)', [12]],
  ['a squash that names the path', 'Ask for less (pull/12)', [12]],
  ['a squash that no build runs for', 'Ask for less (#12) [skip ci]', [12]],
  ['Marge', 'Ask for less\n\nPart-of: <https://github.com/acme/shop/pull/12>', [12]],
  ['a trailer that names GitHub', 'Ask for less\n\nGH-PR: #12', [12]],
  ['a number in the middle', 'Ask for less (#12) again', []],
  ['a revert', 'Revert "Ask for less (#12)"\n\nThis reverts commit 0123abcd.', []],
  ['an issue that is fixed', 'Ask for less\n\nFixes #12', []],
  ['a mention', 'Ask for less, as in #12\n\nSee #12', []],
  ['another repository', 'Ask for less\n\nPR-URL: https://github.com/acme/docs/pull/12', []],
])('%s', (_, text, numbers) => {
  expect(findLanded({ owner: 'acme', name: 'shop', text })).toEqual(numbers);
});
