import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Command, verbs } from '../../../src/domain/commands/command.ts';
import { parseCommands } from '../../../src/domain/commands/parse-command.ts';
import { runs } from '../../stage/run/property-runs.ts';

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

const unknown = (written: string, what: string, suggestion?: string): Command[] => [
  { verb: 'unknown', written, what, ...(suggestion ? { suggestion } : {}) },
];

test.each<[string, Command[]]>([
  ['/soundings hypothesis testing', [{ verb: 'hypothesis', state: 'testing' }]],
  ['/soundings hypothesis testing "how it is tested"', [{ verb: 'hypothesis', state: 'testing' }]],
  [
    '/soundings hypothesis validated “9 of 10 finished”',
    [{ verb: 'hypothesis', state: 'validated', evidence: '9 of 10 finished' }],
  ],
  ['/soundings Invalidated nobody came', [{ verb: 'hypothesis', state: 'invalidated', evidence: 'nobody came' }]],
  [
    '/soundings validated',
    unknown(
      '/soundings validated',
      'What a test found needs its evidence',
      '/soundings hypothesis validated "what showed it"',
    ),
  ],
  [
    '/soundings hypothesis valdated "x"',
    unknown(
      '/soundings hypothesis valdated "x"',
      '`valdated` is not a state of a hypothesis; those are proposed, testing, validated, invalidated and inconclusive',
      '/soundings hypothesis validated "x"',
    ),
  ],
  [
    '/soundings hypothesis',
    unknown(
      '/soundings hypothesis',
      'The state is missing: proposed, testing, validated, invalidated or inconclusive',
      '/soundings hypothesis testing "how it is tested"',
    ),
  ],
  [
    '/soundings hypothesis stopped',
    unknown(
      '/soundings hypothesis stopped',
      'Stopping a hypothesis is a decision',
      '/soundings decide stop "why work on it should stop"',
    ),
  ],
  ['/soundings decide keep', [{ verb: 'decide', what: 'keep' }]],
  ['/soundings decide Keep "what we learned"', [{ verb: 'decide', what: 'keep' }]],
  ['/soundings decide stop "nobody asks"', [{ verb: 'decide', what: 'stop', learned: 'nobody asks' }]],
  [
    '/soundings decide "it over two\nlines"',
    unknown(
      '/soundings decide "it over two lines"',
      '`"it` is not a decision: keep, iterate, revert or stop',
      '/soundings decide keep "what we learned"',
    ),
  ],
  [
    '/soundings decide',
    unknown(
      '/soundings decide',
      'The decision is missing: keep, iterate, revert or stop',
      '/soundings decide keep "what we learned"',
    ),
  ],
  [
    '/soundings decide revrt',
    unknown(
      '/soundings decide revrt',
      '`revrt` is not a decision: keep, iterate, revert or stop',
      '/soundings decide revert "what we learned"',
    ),
  ],
  [
    '/soundings learned "Five of eight could not find it,\nand three did not look."\nThank you all.',
    [{ verb: 'learned', text: 'Five of eight could not find it, and three did not look.' }],
  ],
  ['/soundings learned "not closed\nThanks.', [{ verb: 'learned', text: '"not closed' }]],
  [
    '/soundings learned',
    unknown(
      '/soundings learned',
      'What was learned is missing',
      '/soundings learned "what we know now that we did not know before"',
    ),
  ],
  ['/soundings challenge KR1: it counts bots', [{ verb: 'challenge', subject: 'KR1', why: 'it counts bots' }]],
  ['/soundings challenge #42 "nobody asked"', [{ verb: 'challenge', subject: '#42', why: 'nobody asked' }]],
  [
    '/soundings challenge KR1',
    unknown('/soundings challenge KR1', 'A challenge needs its reason', '/soundings challenge KR1 why you doubt it'),
  ],
  [
    '/soundings challenge',
    unknown(
      '/soundings challenge',
      'What is challenged is missing: a metric, a key result or a hypothesis',
      '/soundings challenge KR1 why you doubt it',
    ),
  ],
  ['/soundings answer "bots are left out since May"', [{ verb: 'answer', text: 'bots are left out since May' }]],
  [
    '/soundings answer',
    unknown(
      '/soundings answer',
      'The answer is missing',
      '/soundings answer "what holds, or what changes because of the challenge"',
    ),
  ],
  ['/soundings constructor', unknown('/soundings constructor', '`constructor` is not a command')],
])('%j', (body, commands) => expect(parseCommands(body)).toEqual(commands));

test('a quoted argument ends where another command begins', () => {
  expect(parseCommands('/soundings learned "open\n/soundings check\n"')).toEqual([
    { verb: 'learned', text: '"open' },
    { verb: 'check' },
  ]);
});

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
    runs(),
  );
});

/** GitHub takes 65,536 characters from anybody. With a quadratic reader each verb takes seconds to minutes, so that the test times out. */
describe('a comment of nothing but marks ends', () => {
  const most = 65_000;
  test.each(['…', ',', ' ,', '.', '"', ' „', '–', ')', 'please '])('%s', (mark) => {
    const marks = mark.repeat(most / mark.length);
    const said = Object.keys(verbs).flatMap((verb) => parseCommands(`/soundings ${verb} ${marks}x"`));
    expect(said).toHaveLength(Object.keys(verbs).length);
    expect(parseCommands(`/soundings a${marks}b c`)).toMatchObject([{ verb: 'unknown' }]);
  });
});
