import type { Mismatch } from '../../../domain/lint/never-matches.ts';
import { quoted } from '../../../domain/outcome-map/quoted.ts';
import type { RuleWords } from './rule-words.ts';

const reasons: Record<Mismatch, { why: string; better: string }> = {
  expression: {
    why: 'it is written as a regular expression, and patterns here are globs: nothing matches it',
    better: 'a glob, such as `v*` for tags or `docs/**` for paths',
  },
  root: { why: 'paths begin at the root of the repository, without a slash or dots', better: '`docs/**`' },
  backslash: { why: 'folders are separated by `/`; a backslash escapes the next character', better: '`docs/**`' },
  'too-many': { why: 'it is too long, or its braces stand for too many patterns', better: 'several short patterns' },
  'only-excluded': {
    why: '`!` removes from what earlier patterns match, and there are none',
    better: '`["**", "!src/**"]`',
  },
  'no-pattern': {
    why: 'it is compared letter by letter, and no name contains such a character',
    better: 'each name in full, such as `"dependabot[bot]"` or `production`',
  },
  team: { why: 'it is compared with logins, and a team has none', better: 'the login of each member or bot' },
  email: { why: 'it is compared with logins', better: 'the login, such as `octocat` or `"dependabot[bot]"`' },
  bot: { why: "an app's login ends in `[bot]`", better: 'the login with it, in quotes, such as `"dependabot[bot]"`' },
  folder: { why: 'it is the path of one file; a folder ends in a slash', better: '`docs/`, or `docs/**`' },
  fork: {
    why: 'it is compared with the name of a branch, and branches of forks do not count',
    better: 'the name of the branch alone',
  },
  extension: { why: 'it is the path of one file; a kind of file is written with stars', better: '`**/*.md`' },
  'stand-in': {
    why: 'it is a placeholder for a version, and is compared letter by letter',
    better: 'a glob, such as `v*`',
  },
  'not-asked': {
    why: '`release.on` says what ships a change, and its value ignores this',
    better: '`on: deployment` with an environment, `on: release` or `on: tag` with tags, or no such line',
  },
  everything: {
    why: 'each pull request is exempt, and none is asked for its outcome',
    better: '`docs/**` or another part, or `mode: off`',
  },
  ref: {
    why: 'it is compared with the name alone',
    better: 'the name without `refs/tags/`, `refs/heads/` or the name of a remote',
  },
  'one-version': { why: 'no other release has this tag', better: 'a glob, as `v*`' },
  several: { why: 'it is one name with a comma in it', better: 'a list, as `["docs/**", "**/*.md"]`' },
  owners: { why: 'the whole line is the pattern; there are no owners or remarks in it', better: '`docs/**`' },
  person: {
    why: 'it is compared with logins, which have no blanks',
    better: 'the login, as `octocat` or `"dependabot[bot]"`',
  },
  address: { why: 'it is an address', better: 'the path or the name alone, as `docs/**` or `production`' },
  'no-ref': {
    why: 'the name of a tag or of a branch has no blanks, no `~`, `^` and `:`, and no slash at its start',
    better: 'a glob, such as `v*` or `release/*`',
  },
  'several-names': { why: 'it is compared letter by letter, as one name', better: 'one environment, as `production`' },
  'several-paths': { why: 'it is one pattern with a blank in it', better: 'a list, as `["docs/**", "**/*.md"]`' },
  versions: { why: 'it is a range of versions, and tags are compared by a glob', better: '`v*`' },
  'taken-out': { why: 'it takes out everything that the patterns before it let in', better: '`["**", "!src/**"]`' },
};

const verbs: Partial<Record<Mismatch, string>> = {
  everything: 'matches everything',
  'not-asked': 'is never looked at',
  'one-version': 'matches one release alone',
  'taken-out': 'leaves nothing',
};

export const neverMatches: RuleWords<'never-matches'> = ({ key, pattern, why }) => ({
  what: `${quoted(pattern)} in \`${key}\` ${verbs[why] ?? 'can match nothing'}`,
  ...reasons[why],
});
