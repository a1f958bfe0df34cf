import { expect, test } from 'vitest';
import { findBackports } from '../../../src/domain/release/find-backports.ts';

const home = { owner: 'acme', name: 'shop', number: 20 };

test.each<[string, string, string, number[]]>([
  [
    'Mergify',
    'Ask for less (backport #12)',
    'This is an automatic backport of pull request #12 done by [Mergify](https://mergify.com).',
    [12],
  ],
  ['an action', '[Backport release/1.x] Ask for less', '# Description\nBackport of #12 to `release/1.x`.', [12]],
  ['its title alone', '[Backport 1.x] Ask for less (#12)', '', [12]],
  ['MeeseeksDev', 'Backport PR #12 on branch 1.x (Ask for less)', '', [12]],
  [
    'a list of commits',
    '[1.x] Ask for less (#12)',
    '# Backport\n\nThis will backport the following commits from `main` to `1.x`:\n - [Ask for less (#12)](https://github.com/acme/shop/pull/12)',
    [12],
  ],
  ['in words', '', 'Cherry-pick of #12 for the hotfix', [12]],
  ['in words, picked', '', 'Cherry picked from https://github.com/acme/shop/pull/12', [12]],
  ['several', '', 'Backports #12 and #13', [12, 13]],
  ['a forward port', '', 'Forward-port of PR #12', [12]],
  ['a port in two words', '', 'Forward port of #12', [12]],
  ['a downport', '', 'Downport of #12', [12]],
  ['a port', '[1.x] Ask for less', 'Ported from #12.', [12]],
  ['a title, of a port', 'Port #12 to 1.x', '', [12]],
  ['a merge forward', 'Merge-forward #12', '', [12]],
  ['its own list', 'Ask for less', '### Cherry-picked pull requests\n\n- #12\n- #13', [12, 13]],
  ['the original', 'Backport: ask for less', 'Original PR: #12', [12]],
  ['an original of something else', 'Ask for less', 'Original PR: #12', []],
  ['what was ported elsewhere', '', 'Backported in #12', []],
  ['what was superseded', '', 'Supersedes the backport #12', []],
  ['the original, without a colon', 'Ask for less [backport 1.x]', 'Original PR #12', [12]],
  ['the original first', '', 'Original PR: #12\nbackport to 1.x', [12]],
  ['a trailer', '', 'Some words.\n\nBackport-of: #12', [12]],
  ['a bot that was asked', '', 'Bot-based backport to `1.x`, triggered by a label in #12.', [12]],
  ['in French', '', 'Rétroportage de #12', [12]],
  ['in German', '', 'Backport von #12', [12]],
  ['a cherry', '🍒 Ask for less (#12)', '', [12]],
  ['in short', '[CP] Ask for less (#12)', '', [12]],
  ['in bold', '', '**Backport of:** #12', [12]],
  ['in Russian', '', 'Бэкпорт #12', [12]],
  ['in Japanese', '', 'バックポート: #12', [12]],
  ['in Korean', '', '백포트 #12', [12]],
  ['a title with the word at its end', 'Ask for less (#12) [backport]', '', [12]],
  ['from a branch', '', 'Backport from main: #12', [12]],
  ['a ticked box', '', '- [x] Backport of #12', [12]],
  ['a box that is not ticked', '', '- [ ] Backport of #12', []],
  ['what it mends', '', 'Fixes the backport of #12', []],
  ['a network', '', 'Listen on port #12', []],
  ['another repository', '', 'Backport of acme/docs#12', []],
  ['itself', '', 'Backport of #20', []],
  ['a wish', '', 'Please backport this to 1.x, see #12', []],
  ['a quotation', '', '> Backport of #12', []],
  ['code', '', '`backport of #12`', []],
  ['nothing of the kind', 'Ask for less (#12)', 'Key result: KR1', []],
])('%s', (_, title, text, numbers) => {
  expect(findBackports({ ...home, title, text }).numbers).toEqual(numbers);
});

test('names what a long text brings once, and twenty at most', () => {
  const text = Array.from({ length: 5_000 }, (_, index) => `Backport of #${index + 100}`).join('\n');
  expect(findBackports({ ...home, text }).numbers).toHaveLength(20);
});
