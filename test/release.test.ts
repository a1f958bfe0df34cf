import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { notesOf } from '../scripts/release-notes/notes-of.ts';

const text = readFileSync('.github/workflows/release.yml', 'utf8');
const { jobs, permissions } = parse(text);
interface Step {
  run?: string;
  uses?: string;
}
const steps: Step[] = Object.values<{ steps: Step[] }>(jobs).flatMap((job) => job.steps);

test('actions are named by a commit, and by the release that it is', () => {
  const named = text.match(/uses: .*$/gm) ?? [];
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((line) => !/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
});

test('nothing is published before the tests have passed, and each job may do what it has to', () => {
  expect(permissions).toEqual({ contents: 'read' });
  expect([jobs.npm.needs, jobs.image.needs, jobs.notes.needs]).toEqual(['tests', 'tests', ['npm', 'image']]);
  expect(jobs.tests.permissions).toBeUndefined();
  expect(jobs.npm.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
  expect(jobs.image.permissions).toEqual({ contents: 'read', packages: 'write', 'id-token': 'write' });
});

test('no script is put together from what a tag may be called', () => {
  expect(steps.filter(({ run }) => run?.includes('${{')).map(({ run }) => run)).toEqual([]);
});

const changelog =
  '# Changelog\n\n## [Unreleased]\n\n- later\n\n## [1.2.3] - 2026-12-01\n\n### Added\n\n- this\n\n## [1.2.2]\n';

test('the notes are the part of the changelog', () => {
  expect(notesOf('v1.2.3', '1.2.3', changelog)).toBe('### Added\n\n- this');
});

test.each([
  ['v1.2.4', '1.2.3', 'the tag v1.2.4 is not v1.2.3, the version in package.json'],
  ['v1.2.2', '1.2.2', 'CHANGELOG.md says nothing below "## [1.2.2]"'],
  ['v2.0.0', '2.0.0', 'CHANGELOG.md says nothing below "## [2.0.0]"'],
])('%s of %s: %s', (tag, version, problem) => {
  expect(() => notesOf(tag, version, changelog)).toThrow(problem);
});
