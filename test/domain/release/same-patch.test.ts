import { expect, test } from 'vitest';
import { type FileChange, samePatch } from '../../../src/domain/release/same-patch.ts';

/** A file as GitHub tells of it. */
const file = (patch: string | undefined, part: Partial<FileChange> = {}): FileChange => ({
  ...{ path: 'src/form.ts', status: 'modified', lines: patch === undefined ? 0 : 2, blob: 'a'.repeat(40) },
  ...(patch === undefined ? {} : { patch }),
  ...part,
});
const patch = '@@ -10,3 +10,3 @@ export function form() {\n const fields = [\n-  address,\n+  name,\n ];';
const elsewhere = patch.replace('@@ -10,3 +10,3 @@ export function form() {', '@@ -7,3 +7,3 @@ function short() {');
const indented = patch.replace(' const fields', '   const fields').replace('+  name,', '+\tname,');
const picture = file(undefined, { path: 'logo.png', status: 'added' });

test.each<[string, FileChange[], FileChange[], boolean]>([
  ['the same', [file(patch)], [file(patch)], true],
  ['on other lines', [file(patch)], [file(elsewhere)], true],
  ['with other blanks', [file(patch)], [file(indented)], true],
  ['without the end of its last line', [file(patch)], [file(`${patch}\n\\ No newline at end of file`)], true],
  ['in another order', [file(patch), picture], [picture, file(patch)], true],
  ['another blob of it, as the rest of the file differs', [file(patch)], [file(patch, { blob: 'b' })], true],
  ['another line', [file(patch)], [file(patch.replace('name', 'mail'))], false],
  ['the other way round', [file(patch)], [file(patch.replace('-  a', '+  a').replace('+  n', '-  n'))], false],
  ['a line more around it', [file(patch)], [file(`${patch}\n }`)], false],
  ['in another file', [file(patch)], [file(patch, { path: 'src/other.ts' })], false],
  ['a file more', [file(patch)], [file(patch), picture], false],
  ['a picture', [picture], [picture], true],
  ['another picture', [picture], [{ ...picture, blob: 'b'.repeat(40) }], false],
  ['moved', [file(undefined, { before: 'a.ts' })], [file(undefined, { before: 'a.ts' })], true],
  ['moved from elsewhere', [file(undefined, { before: 'a.ts' })], [file(undefined, { before: 'b.ts' })], false],
  ['too large to be shown', [file(undefined, { lines: 4000 })], [file(undefined, { lines: 4000 })], false],
  ['nothing', [], [], false],
])('%s', (_, one, other, expected) => {
  expect(samePatch(one, other)).toBe(expected);
  expect(samePatch(other, one)).toBe(expected);
});
