import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { everything } from '../../src/domain/disclosure/disclosure.ts';
import { lint } from '../../src/domain/lint/lint.ts';
import { outcomeMapOf, readOutcomeMap } from '../../src/domain/outcome-map/read-outcome-map.ts';
import { lintSentence } from '../../src/render/gate/lint-notes.ts';

/** Rules on what cannot work; the others are about what could be better. */
const cannotWork = new Set<string>(['odd-target', 'never-matches', 'left-over']);

/** What is said of a map: the line and the rule, or the line and what is expected of what is refused. */
function saidOf(text: string): string[] {
  const read = readOutcomeMap('map.yml', text);
  const whole = 'problems' in read ? read : outcomeMapOf(read.document);
  if ('problems' in whole) return whole.problems.map(({ line, expected }) => `${line} ${expected}`);
  return lint({ ...whole, asOf: new Date('2026-11-29') })
    .filter(({ rule }) => cannotWork.has(rule))
    .map(({ at, rule }) => `${at.line} ${rule}`);
}

const maps = globSync(`${import.meta.dirname}/maps/*.yml`)
  .sort()
  .map((file) => ({ name: basename(file, '.yml'), text: readFileSync(file, 'utf8') }));

test.each(maps)('$name', ({ text }) => {
  const says = [...text.matchAll(/^# says (.*)$/gm)].map(([, said]) => said).filter((said) => said !== 'nothing');
  const said = saidOf(text);
  expect(said).toHaveLength(says.length);
  for (const [index, part] of says.entries()) expect(said[index]).toContain(part);
});

test.each([
  [
    'M-ratio-310-percent',
    '`from` of `KR1` is 310%, and `a` is a ratio. No ratio can be more than 100%. Better: `from: 3.1%`.',
  ],
  ['M-thousands-dot', 'not a thousands separator. Better: `to: 1300` for thousands, or `to: 1.3`.'],
  ['euros-with-one-dot', '`to: 1500€` for thousands, or `to: 1.5€`.'],
  ['M-tags-regex', '`^v[0-9]+$` in `release.tags` can match nothing.'],
  ['exempts-every-branch', '`*` in `policy.exempt.branches` matches everything. Each pull request is exempt'],
  ['environment-by-release', '`production` in `release.environment` is never looked at.'],
])('%s is told with what to write', (name, sentence) => {
  const read = readOutcomeMap('map.yml', maps.find((one) => one.name === name)?.text ?? '');
  const whole = 'problems' in read ? read : outcomeMapOf(read.document);
  if ('problems' in whole) throw new Error('not valid');
  const said = lint({ ...whole, asOf: new Date('2026-11-29') }).map((finding) => lintSentence(finding, everything));
  expect(said.join('\n')).toContain(sentence);
});
