import fc from 'fast-check';
import picomatch from 'picomatch';
import { expect, test } from 'vitest';
import { globMatcher } from '../../../src/domain/text/glob.ts';
import { runs } from '../../stage/run/property-runs.ts';

const matches = (glob: string, text: string) => globMatcher([glob])(text);

test.each([
  ['docs/**', 'docs/a/b.md', true],
  ['docs/**', 'src/docs/a.md', false],
  ['docs/', 'docs/a/b.md', true],
  ['**/*.md', 'README.md', true],
  ['**/*.md', 'a/b/README.md', true],
  ['**/*.md', 'a/b/README.mdx', false],
  ['*.md', 'a/README.md', false],
  ['**', '.github/workflows/ci.yml', true],
  ['**/test/**', 'a/test/b/test.ts', true],
  ['src/*/index.ts', 'src/a/b/index.ts', false],
  ['*.{md,txt}', 'a.txt', true],
  ['{docs,web/{css,img}}/**', 'web/img/a.png', true],
  ['{docs}/a', '{docs}/a', true],
  ['api-v*', 'api-v1.2.0', true],
  ['api-v*', 'web-v1.2.0', false],
  ['v?.[0-9]', 'v1.2', true],
  ['v[!0-9]', 'v1', false],
  ['v[^a-z]', 'v1', true],
  ['a\\*b', 'a*b', true],
  ['a\\*b', 'axb', false],
  ['[', '[', true],
  ['!docs/**', 'src/a.ts', false],
  ['(a+)+$', 'aaaa', false],
  ['*😀?', 'a😀😀', true],
])('%s on %s: %s', (glob, text, expected) => expect(matches(glob, text)).toBe(expected));

test('says what picomatch says', () => {
  const segment = fc
    .array(fc.constantFrom('a', 'b', '.', '-', '*', '?', '[ab]', '[^a]', '{a,b.}'), { minLength: 1, maxLength: 4 })
    .map((pieces) => pieces.join(''));
  const glob = fc
    .array(fc.oneof(segment, fc.constant('**')), { minLength: 1, maxLength: 4 })
    .map((segments) => segments.join('/'))
    // Left out: `*/**` on a file at the top, which picomatch sees now so, now so; and `./` and `..`, which it takes for folders.
    .filter((text) => !/(^|\/)\.{1,2}(\/|$)|\*\*[^/]|[^/]\*\*|\/\*\*$/.test(text));
  const path = fc
    .array(
      fc.stringMatching(/^[ab.-]{1,4}$/).filter((part) => !/^\.(?:\.|$)/.test(part)),
      { minLength: 1, maxLength: 4 },
    )
    .map((parts) => parts.join('/'));
  fc.assert(
    fc.property(glob, path, (pattern, text) => {
      // A short cut of theirs: `*.*` alone, or below `**`, wants something after the dot.
      fc.pre(!(/^(?:\*\*\/)?\*\.\*$/.test(pattern) && text.endsWith('.')));
      const theirs = picomatch(pattern, { dot: true, noextglob: true, nonegate: true });
      expect(`${pattern} ${text} ${matches(pattern, text)}`).toBe(`${pattern} ${text} ${theirs(text)}`);
    }),
    runs(20),
  );
});

/** picomatch's expression for the first of these backtracks for longer than anyone waits. */
test.each([
  ['stars in a name', `${'*a'.repeat(100)}b`, 'a'.repeat(4000)],
  ['stars over folders', `${'**/a/'.repeat(40)}b`, 'a/'.repeat(2000)],
  ['braces that multiply', '{a,b}'.repeat(40), 'a'.repeat(40)],
  ['groups that repeat', '+(+(+(+(a))))!', 'a'.repeat(4000)],
])('%s end', (_, glob, text) => expect(matches(glob, text)).toBe(false));

test('a thousand hostile paths share one budget', () => {
  const isMatch = globMatcher([`${'*a'.repeat(100)}b`]);
  const paths = Array.from({ length: 1000 }, (_, index) => `${'a'.repeat(4000)}${index}`);
  expect(paths.some(isMatch)).toBe(false);
});

test.each([
  ['a long one', 'a'.repeat(257), 'a'.repeat(257)],
  ['one whose braces multiply', '{a,b}'.repeat(7), 'a'.repeat(7)],
  ['an empty one', '', ''],
])('%s never matches, not even itself', (_, glob, text) => expect(matches(glob, text)).toBe(false));
