import { expect, test } from 'vitest';
import { parseCommands } from '../../../src/domain/commands/parse-command.ts';
import { parseDeclaration } from '../../../src/domain/declaration/parse-declaration.ts';
import { cut } from '../../../src/domain/text/cut.ts';

test.each([
  ['short', 9, 'short'],
  ['longer', 4, 'long'],
  ['abc😀', 5, 'abc😀'],
  ['abc😀', 4, 'abc'],
  ['', 3, ''],
])('%j cut to %d is %j', (text, most, kept) => {
  expect(cut(text, most)).toBe(kept);
});

test('what people wrote is never cut through a character', () => {
  for (let at = 0; at < 2; at += 1) {
    const long = `${'x'.repeat(at)}${'😀'.repeat(700)}`;
    const body = `Key result: ${long}\nBecause: ${long}\nEvidence: ${long}\nExpect: ${long}\nGuard: ${long}`;
    const noneOfThem = `Outcome: none (${long})\nOutcome: none (chore): ${long}`;
    const commands = `/soundings ${long}\n/soundings exempt ${long}\n/soundings exempt`;
    const read = [parseDeclaration(body), parseDeclaration(noneOfThem), parseCommands(commands)];
    expect(JSON.stringify(read)).not.toMatch(/\\ud[89a-f]/);
  }
});
