import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Command } from '../../src/domain/command.ts';
import { parseCommands } from '../../src/domain/parse-command.ts';

test.each<[string, Command[]]>([
  ['/soundings help', [{ verb: 'help' }]],
  ['/soundings', [{ verb: 'help' }]],
  ['/Soundings CHECK please', [{ verb: 'check' }]],
  ['  /soundings measure', [{ verb: 'measure' }]],
  ['/soundings exempt hotfix for #7', [{ verb: 'exempt', reason: 'hotfix for #7' }]],
  ['/soundings exempt "hotfix"', [{ verb: 'exempt', reason: 'hotfix' }]],
  ['Thanks.\n/soundings check\r\n/soundings measure', [{ verb: 'check' }, { verb: 'measure' }]],
  [
    '/soundings exempt',
    [
      {
        verb: 'unknown',
        written: '/soundings exempt',
        what: 'An exemption needs its reason',
        suggestion: '/soundings exempt why this need not state an outcome',
      },
    ],
  ],
  [
    '/soundings exempt <reason>',
    [
      {
        verb: 'unknown',
        written: '/soundings exempt <reason>',
        what: 'An exemption needs its reason',
        suggestion: '/soundings exempt why this need not state an outcome',
      },
    ],
  ],
  [
    '/soundings mesure',
    [
      {
        verb: 'unknown',
        written: '/soundings mesure',
        what: '`mesure` is not a command',
        suggestion: '/soundings measure',
      },
    ],
  ],
  ['/soundings dance', [{ verb: 'unknown', written: '/soundings dance', what: '`dance` is not a command' }]],
])('%j', (body, commands) => expect(parseCommands(body)).toEqual(commands));

test.each([
  ['in the middle of a line', 'try /soundings check'],
  ['after a bullet', '- /soundings check'],
  ['in a quotation', '> /soundings check'],
  ['in code', '`/soundings check`'],
  ['in a code block', '```\n/soundings check\n```'],
  ['indented like code', '\n    /soundings check'],
  ['in a comment', '<!--\n/soundings check\n-->'],
  ['as part of a word', '/soundingscheck'],
])('none %s', (_, body) => expect(parseCommands(body)).toEqual([]));

test('at most five a comment', () => {
  expect(parseCommands('/soundings check\n'.repeat(50))).toHaveLength(5);
});

test('whatever follows, the line is a command and is answered', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const [first] = parseCommands(`/soundings ${text}`);
      expect(first).toBeDefined();
      if (first?.verb === 'unknown') expect(first.written).toMatch(/^\/soundings/);
    }),
    { numRuns: 1000 },
  );
});
